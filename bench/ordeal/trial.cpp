#include "ordeal/trial.hpp"

#include "store/reader.hpp"
#include "succeeded.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace glossd::ordeal {

namespace {

constexpr std::chrono::minutes pass_patience{4};
constexpr std::size_t shown_at_once = 200;  // by the feed
constexpr int most_passes = 5;

// What a PNG begins with.
const std::string image = "\x89PNG\r\n\x1A\n" + std::string(2000, 'i');
constexpr const char* image_path = "/image.png";

// Bytes before translation, which makes them half as many more: one post of X, and more than one of
// a server with 160 characters.
constexpr std::size_t longest_single = 120;
constexpr std::size_t shortest_thread = 280;

std::string target_name(std::size_t receiver, const std::string& language) {
    return fmt::format("r{}-{}", receiver, language);
}

std::string quoted(const std::vector<std::string>& names) {
    return "[\"" + fmt::format("{}", fmt::join(names, "\", \"")) + "\"]";
}

}  // namespace

Trial::Trial(std::string program, const TrialOptions& options)
    : program_(std::move(program)),
      options_(options),
      directory_(bench::succeeded(runtime::ScratchDirectory::make())),
      feed_(bench::succeeded(bench::FeedStandIn::start())),
      llm_(bench::succeeded(bench::LlmStandIn::start({.keeps = 0.3, .seed = options.seed}))) {
    feed_->set_answer(image_path, {200, {{"Content-Type", "image/png"}}, image, {}});
    for (const auto& settings : options.receivers) {
        receivers_.push_back(make_receiver(settings, directory_.file("")));
        for (const auto& language : settings.languages) {
            accounts_.push_back({receivers_.back().get(), language, settings.order == "any", {}});
        }
    }
    pool_ = bench::generate_posts(options.pool, options.seed);
    std::erase_if(pool_, [this](const auto& item) { return !has_shape(item); });
    add_posts(options.posts);
    std::ofstream(directory_.file("glossd.toml")) << config();
}

bool Trial::has_shape(const bench::FeedItem& item) const {
    switch (options_.shape) {
        case Shape::single:
            return item.text.size() <= longest_single;
        case Shape::thread:
            return item.text.size() >= shortest_thread;
        case Shape::mixed:
            break;
    }
    return true;
}

void Trial::add_posts(std::size_t count) {
    count = std::min(count, pool_.size());
    std::vector<bench::FeedItem> fresh(pool_.begin(), pool_.begin() + static_cast<long>(count));
    pool_.erase(pool_.begin(), pool_.begin() + static_cast<long>(count));
    for (auto& item : fresh) {
        item.published = newest_ += std::chrono::seconds(1);  // feeds say no less
        if (options_.images) {
            item.images.push_back({feed_->server().url(image_path), "image/png", "A picture"});
        }
    }
    items_.insert(items_.end(), fresh.begin(), fresh.end());
    for (auto& account : accounts_) {
        for (const auto& item : fresh) {
            account.expected.push_back(account.receiver->expected(item, account.language));
        }
    }
    feed_->set_items(
        {items_.end() - static_cast<long>(std::min(items_.size(), shown_at_once)), items_.end()});
    for (const auto& receiver : receivers_) receiver->show(fresh);
}

std::string Trial::source_of(const std::string& name, const std::string& place) const {
    return fmt::format(
        "[[source]]\nname = \"{}\"\n{}language = \"en\"\nfirst_run = \"all\"\nmax_age = \"0s\"\n"
        "poll_interval = \"{}\"\n",
        name, place, options_.poll_interval);
}

std::string Trial::config() const {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\nlisten = \"\"\nallow_private_addresses = true\n"
        "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nbase_url = \"{}\"\n"
        "model = \"stand-in-1\"\nmax_concurrent = 8\nbatch_max = 4\ntimeout = \"5s\"\n",
        llm_->base_url());
    text += source_of("news", fmt::format("type = \"feed\"\nurl = \"{}\"\n", feed_->url()));
    for (std::size_t i = 0; i < receivers_.size(); ++i) {
        const auto& receiver = *receivers_[i];
        const auto& settings = options_.receivers[i];
        const bool has_source = !receiver.source().empty();
        if (has_source) text += source_of(fmt::format("s{}", i), receiver.source());
        for (const auto& language : settings.languages) {
            text += fmt::format(
                "[[target]]\nname = \"{}\"\nlanguage = \"{}\"\n{}order = \"{}\"\n"
                "on_unknown = \"{}\"\nshorten = {}\ntemplate = \"{}\"\nsettle = \"{}\"\n"
                "max_per_hour = 0\nrequests_per_minute = 0\nmax_parts = 20\ntimeout = \"5s\"\n",
                target_name(i, language), language, receiver.target(language), settings.order,
                settings.on_unknown, settings.shortens,
                has_source ? "{text}" : "{text}\\n\\n{link}", options_.settle);
        }
    }
    return text + routes();
}

// A receiver that has a source of its own is published to from there.
std::string Trial::routes() const {
    std::string text;
    std::vector<std::string> others;
    for (std::size_t i = 0; i < receivers_.size(); ++i) {
        std::vector<std::string> targets;
        for (const auto& language : options_.receivers[i].languages) {
            targets.push_back(target_name(i, language));
        }
        if (receivers_[i]->source().empty()) {
            std::move(targets.begin(), targets.end(), std::back_inserter(others));
            continue;
        }
        text += fmt::format("[[route]]\nsources = [\"s{}\"]\ntargets = {}\n", i, quoted(targets));
    }
    if (others.empty()) return text;
    return text + fmt::format("[[route]]\nsources = [\"news\"]\ntargets = {}\n", quoted(others));
}

bench::Process Trial::start(std::vector<std::string> arguments,
                            const std::optional<Death>& death) const {
    arguments.insert(arguments.begin(),
                     {"-c", directory_.file("glossd.toml"), "--log-level", "warning"});
    bench::Command command{program_, std::move(arguments), {}};
    for (const auto& receiver : receivers_) {
        const auto environment = receiver->environment();
        command.environment.insert(command.environment.end(), environment.begin(),
                                   environment.end());
    }
    if (death) {
        command.environment.emplace_back(
            "GLOSSD_FAILPOINT",
            fmt::format("{}:{}", runtime::to_string(death->place), death->pass));
    }
    return bench::succeeded(bench::Process::start(command));
}

bool Trial::once_dying(const Death& death) {
    auto process = start({"once"}, death);
    const auto end = process.wait(pass_patience);
    return end && end->signal == SIGKILL;
}

bool Trial::once_killed_after(model::Duration delay, Since since) {
    constexpr std::chrono::milliseconds look{2};
    const auto polls = feed_->counters().requests;
    auto process = start({"once"});
    while (since == Since::poll && feed_->counters().requests == polls) {
        if (process.wait(look)) return false;
    }
    if (process.wait(delay)) return false;
    process.signal(SIGKILL);
    process.wait(pass_patience);
    return true;
}

std::string Trial::finish() {
    constexpr int done = 0;
    constexpr int some_are_held = 3;
    std::string output;
    for (int i = 0; i < most_passes; ++i) {
        auto process = start({"once", "--wait", "3m"});
        const auto end = process.wait(pass_patience);
        output = process.output();
        const int code = end ? end->exit_code : -1;
        if (code == done || (code == some_are_held && !held().empty())) return {};
        output += fmt::format("\nexit code {}, signal {}", code, end ? end->signal : 0);
    }
    return output;
}

bench::Process Trial::run() {
    return start({"run"});
}

Tally Trial::tally() const {
    Tally total;
    for (const auto& account : accounts_) {
        total += ordeal::tally(account.receiver->threads(account.language), account.expected,
                               account.any_order);
    }
    return total;
}

std::vector<std::string> Trial::held() const {
    constexpr int many = 1000;
    auto opened = store::Reader::open(ledger());
    const auto trouble = opened ? std::nullopt : std::optional(opened.error().kind);
    // A daemon that has just started for the first time is about to make it.
    if (trouble == model::ErrorKind::not_found || trouble == model::ErrorKind::config) return {};
    const auto reader = bench::succeeded(std::move(opened));
    const auto rows = bench::succeeded(reader->read([](const store::Tables& tables) {
        return tables.deliveries.list({.state = model::DeliveryState::held}, 0, many);
    }));
    std::vector<std::string> reasons;
    for (const auto& row : rows) {
        reasons.push_back(fmt::format("delivery {} to {}: {}", row.id, row.target, row.reason));
    }
    return reasons;
}

std::size_t Trial::repeats() const {
    std::size_t all = 0;
    for (const auto& receiver : receivers_) all += receiver->repeats();
    return all;
}

}  // namespace glossd::ordeal
