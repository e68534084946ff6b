#include "e2e/media_world.hpp"

#include "bench/pretend_translation.hpp"
#include "e2e/started.hpp"
#include "places.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>

namespace glossd::e2e {

namespace {

const std::vector<std::string> fediverse{"es", "fr"};
constexpr const char* on_x = "de";

// What a PNG begins with, and something of its own.
std::string pretended_image(std::size_t number) {
    return "\x89PNG\r\n\x1A\n" + std::string(2000 + number, static_cast<char>('a' + number % 26));
}

std::string text_of(std::size_t post) {
    return fmt::format("Something worth showing happened number {} today", post);
}

std::string alt_of(std::size_t number) {
    return fmt::format("A picture of thing number {} on a table", number);
}

}  // namespace

MediaWorld::MediaWorld(const MediaWorldOptions& options)
    : options_(options), directory_(started(runtime::ScratchDirectory::make())) {
    feed_ = started(bench::FeedStandIn::start());
    const auto now = model::wall_now();
    for (std::size_t i = 0; i < options.posts; ++i) {
        bench::FeedItem item;
        item.id = fmt::format("post-{}", i);
        item.text = text_of(i);
        item.link = fmt::format("https://news.example/{}", i);
        item.published = now - std::chrono::minutes(options.posts - i);
        numbers_.emplace_back();
        for (std::size_t k = 0; k < i % 4; ++k) {
            const auto number = contents_.size();
            contents_.push_back(pretended_image(number));
            numbers_.back().push_back(number);
            item.images.push_back(
                {feed_->server().url(image_path(number)), "image/png", alt_of(number)});
            answer_image(number, {200, {{"Content-Type", "text/plain"}}, contents_.back(), {}});
        }
        items_.push_back(std::move(item));
    }
    feed_->set_items(items_);
    llm_ = started(bench::LlmStandIn::start({.api_key = "llm-secret"}));
    bench::MastodonOptions server;
    server.media_polls = options.media_polls;
    server.forgets_media = options.forgets_media;
    server.has_v2_media = options.has_v2_media;
    for (const auto& language : fediverse)
        server.accounts.push_back({language, "token-" + language});
    mastodon_ = started(bench::MastodonStandIn::start(server));
    bench::XOptions x;
    x.media_polls = options.media_polls;
    x.forgets_media = options.forgets_media;
    bench::XAccount account{.username = on_x};
    if (options.oauth2) {
        account.client_id = "app-id";
        account.refresh_token = "x-refresh";
    } else {
        account.keys = {"app-key", "app-secret", "x-token", "x-secret"};
    }
    x.accounts.push_back(std::move(account));
    x_ = started(bench::XStandIn::start(x));
    std::ofstream(directory_.file("glossd.toml")) << config();
}

std::string MediaWorld::image_path(std::size_t number) const {
    return fmt::format("/image-{}", number);
}

void MediaWorld::answer_image(std::size_t number, bench::Response response) {
    feed_->set_answer(image_path(number), std::move(response));
}

std::vector<int> MediaWorld::downloads() const {
    std::vector<int> counts;
    for (std::size_t i = 0; i < contents_.size(); ++i)
        counts.push_back(feed_->requests(image_path(i)));
    return counts;
}

std::vector<std::string> MediaWorld::kept_files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.file("state/media")))
        names.push_back(entry.path().filename());
    return names;
}

std::string MediaWorld::config() const {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\nlisten = \"\"\nallow_private_addresses = true\n"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n"
        "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nbase_url = \"{}\"\n"
        "model = \"stand-in-1\"\napi_key = {{ env = \"LLM_KEY\" }}\n",
        feed_->url(), llm_->base_url());
    const std::string common =
        "template = \"{text}\"\nsettle = \"300ms\"\nmax_per_hour = 0\nrequests_per_minute = 0\n"
        "timeout = \"5s\"\n" +
        options_.target_keys;
    for (const auto& language : fediverse) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\n{2}",
            language, mastodon_->url(), common);
    }
    const std::string credentials =
        options_.oauth2 ? "client_id = \"app-id\"\nrefresh_token = { env = \"X_REFRESH\" }\n"
                        : "api_key = { env = \"X_KEY\" }\napi_secret = { env = \"X_SECRET\" }\n"
                          "access_token = { env = \"X_TOKEN\" }\n"
                          "access_secret = { env = \"X_TOKEN_SECRET\" }\n";
    return text + fmt::format(
                      "[[target]]\nname = \"{0}\"\ntype = \"x\"\nlanguage = \"{0}\"\n"
                      "base_url = \"{1}\"\n{2}{3}",
                      on_x, x_->url(), credentials, common);
}

bench::Command MediaWorld::glossd(const std::vector<std::string>& arguments) const {
    bench::Command command{places::program(),
                           {"-c", directory_.file("glossd.toml"), "--log-level", "warning"},
                           {{"LLM_KEY", "llm-secret"},
                            {"TOKEN_es", "token-es"},
                            {"TOKEN_fr", "token-fr"},
                            {"X_REFRESH", "x-refresh"},
                            {"X_KEY", "app-key"},
                            {"X_SECRET", "app-secret"},
                            {"X_TOKEN", "x-token"},
                            {"X_TOKEN_SECRET", "x-secret"}}};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    return command;
}

int MediaWorld::command(const std::vector<std::string>& arguments) {
    auto process = started(bench::Process::start(glossd(arguments)));
    const auto end = process.wait(std::chrono::minutes(3));
    output_ = process.output();
    return end ? end->exit_code : -1;
}

int MediaWorld::once(model::Duration timeout) {
    auto process = started(bench::Process::start(glossd({"once", "--json"})));
    const auto end = process.wait(timeout);
    output_ = process.output();
    return end ? end->exit_code : -1;
}

bool MediaWorld::once_killed_after(model::Duration delay) {
    auto process = started(bench::Process::start(glossd({"once", "--json"})));
    const bool ended = process.wait(delay).has_value();
    if (!ended) process.signal(SIGKILL);
    process.wait(std::chrono::seconds(10));
    output_ = process.output();
    return !ended;
}

std::vector<MediaWorld::Shown> MediaWorld::expected(std::size_t post, const std::string& language,
                                                    const std::vector<std::size_t>& lost) const {
    std::vector<Shown> shown;
    for (const auto number : numbers_[post]) {
        if (std::find(lost.begin(), lost.end(), number) != lost.end()) continue;
        shown.push_back({bench::translate(alt_of(number), language), contents_[number]});
    }
    return shown;
}

std::string MediaWorld::fault_of(const std::string& account, const std::string& language,
                                 const std::vector<std::string>& texts,
                                 const std::vector<std::vector<Shown>>& images,
                                 const std::vector<std::size_t>& lost) const {
    if (texts.size() != items_.size())
        return fmt::format("{}: {} posts instead of {}", account, texts.size(), items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (texts[i] != bench::translate(text_of(i), language))
            return fmt::format("{}: post {} is {}", account, i, texts[i]);
        if (images[i] == expected(i, language, lost)) continue;
        auto fault = fmt::format("{}: post {} has {} images:", account, i, images[i].size());
        for (const auto& image : images[i])
            fault += fmt::format(" \"{}\" of {} bytes", image.alt, image.content.size());
        return fault;
    }
    return {};
}

std::string MediaWorld::first_fault(const std::vector<std::size_t>& lost) const {
    for (const auto& language : fediverse) {
        std::vector<std::string> texts;
        std::vector<std::vector<Shown>> images;
        for (const auto& status : mastodon_->statuses(language)) {
            texts.push_back(status.text);
            images.emplace_back();
            for (const auto& one : status.media)
                images.back().push_back({one.description, one.content});
        }
        if (auto fault = fault_of(language, language, texts, images, lost); !fault.empty())
            return fault;
    }
    std::vector<std::string> texts;
    std::vector<std::vector<Shown>> images;
    for (const auto& post : x_->posts(on_x)) {
        texts.push_back(post.text);
        images.emplace_back();
        for (const auto& one : post.media) images.back().push_back({one.alt, one.content});
    }
    return fault_of("x", on_x, texts, images, lost);
}

}  // namespace glossd::e2e
