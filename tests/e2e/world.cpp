#include "e2e/world.hpp"

#include "bench/pretend_translation.hpp"
#include "e2e/started.hpp"
#include "ordeal/threads.hpp"
#include "places.hpp"

#include <csignal>
#include <fstream>

#include <fmt/format.h>
#include <sys/resource.h>

namespace glossd::e2e {

using ordeal::difference;
using ordeal::essence;
using ordeal::Published;
using ordeal::threads_of;

namespace {

// False when the process ended before, or it took too long.
template <class Done>
bool wait_until(bench::Process& process, model::Duration timeout, Done done) {
    constexpr std::chrono::milliseconds look(10);
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!done()) {
        if (process.wait(look) || std::chrono::steady_clock::now() > deadline) return false;
    }
    return true;
}

// For what is started meanwhile; this process may not write beyond it either.
class FileLimit {
  public:
    explicit FileLimit(std::optional<std::uint64_t> bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto limit = before_;
        if (bytes) limit.rlim_cur = *bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

  private:
    rlimit before_{};
};

}  // namespace

const std::vector<std::string>& World::languages() {
    static const std::vector<std::string> all{"es", "fr", "de"};
    return all;
}

World::World(const WorldOptions& options)
    : options_(options), directory_(started(runtime::ScratchDirectory::make())) {
    items_ = bench::generate_posts(options.posts, 7, model::wall_now());
    feed_ = started(bench::FeedStandIn::start(items_));
    bench::LlmOptions model;
    if (options.gemini) model.api = &bench::gemini_api();
    model.api_key = "llm-secret";
    second_llm_ = started(bench::LlmStandIn::start(model));
    model.blocks = options.blocks;
    llm_ = started(bench::LlmStandIn::start(model));
    bench::MastodonOptions server;
    for (const auto& language : languages()) {
        server.accounts.push_back({language, "token-" + language});
    }
    server.max_characters = options.max_characters;
    server.honours_keys = options.honours_keys;
    server.snac = options.snac;
    mastodon_ = started(bench::MastodonStandIn::start(server));
    write("glossd.toml", config());
}

std::string World::engine_config(const std::string& name, const bench::LlmStandIn& llm) const {
    return fmt::format(
        "[[engine]]\nname = \"{}\"\ntype = \"{}\"\nbase_url = \"{}\"\n"
        "model = \"stand-in-1\"\napi_key = {{ env = \"LLM_KEY\" }}\nmax_concurrent = 16\n"
        "batch_max = {}\n",
        name, options_.gemini ? "gemini" : "openai", llm.base_url(), options_.batch_max);
}

void World::write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
}

std::string World::in_directory(std::string text) const {
    const std::string name = "DIR";
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) {
        text.replace(at, name.size(), path(""));
    }
    return text;
}

std::string World::config() const {
    std::string text = fmt::format(
        "[glossd]\nstate = \"state\"\n{}{}"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n",
        options_.glossd_keys.empty() ? "listen = \"\"\n" : options_.glossd_keys,
        in_directory(options_.tables), feed_->url());
    text += engine_config("llm", *llm_) + options_.engine_keys;
    if (options_.second_engine) text += engine_config("second", *second_llm_);
    for (const auto& language : languages()) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\norder = \"{2}\"\n"
            "settle = \"{3}\"\nmax_per_hour = 0\nrequests_per_minute = 0\nmax_parts = 20\n"
            "template = \"{{text}}\\n\\n{{link}}\"\ntimeout = \"5s\"\n",
            language, mastodon_->url(), options_.order, options_.settle);
        const auto more = options_.target_keys.find(language);
        if (more != options_.target_keys.end()) text += more->second;
    }
    return text;
}

bench::Command World::glossd(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"-c", path("glossd.toml")});
    bench::Command command{places::program(), std::move(arguments), {{"LLM_KEY", "llm-secret"}}};
    for (const auto& language : languages()) {
        command.environment.emplace_back(
            "TOKEN_" + language, language == "es" ? options_.es_token : "token-" + language);
    }
    return command;
}

int World::once(model::Duration timeout) {
    return command({"--log-level", "warning", "once", "--json"}, timeout);
}

int World::command(const std::vector<std::string>& arguments, model::Duration timeout) {
    auto process = [&] {
        const FileLimit limit(largest_file_);
        return started(bench::Process::start(glossd(arguments)));
    }();
    const auto end = process.wait(timeout);
    output_ = process.output();
    return end ? end->exit_code : -1;
}

bool World::once_killed_after(model::Duration delay) {
    auto process =
        started(bench::Process::start(glossd({"--log-level", "warning", "once", "--json"})));
    const bool ended = process.wait(delay).has_value();
    if (!ended) process.signal(SIGKILL);
    process.wait(std::chrono::seconds(10));
    output_ = process.output();
    return !ended;
}

bench::Process World::run(const std::vector<std::pair<std::string, std::string>>& environment,
                          const std::vector<std::string>& options) {
    std::vector<std::string> arguments{"run"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    auto command = glossd(arguments);
    command.environment.insert(command.environment.end(), environment.begin(), environment.end());
    return started(bench::Process::start(command));
}

std::size_t World::published() const {
    return mastodon_->threads();
}

bool World::wait_published(bench::Process& process, std::size_t count,
                           model::Duration timeout) const {
    return wait_until(process, timeout, [&] { return published() >= count; });
}

bool World::wait_whole(bench::Process& process, model::Duration timeout) const {
    const auto all = items_.size() * languages().size();
    return wait_until(process, timeout,
                      [&] { return published() >= all && first_fault().empty(); });
}

std::string World::first_fault() const {
    for (const auto& language : languages()) {
        if (auto fault = fault_of(language); !fault.empty()) return language + ": " + fault;
    }
    return {};
}

std::string World::fault_of(const std::string& language) const {
    const auto statuses = mastodon_->statuses(language);
    for (const auto& status : statuses) {
        if (status.language != language) return "a status has the language " + status.language;
    }
    std::vector<Published> posts;
    for (const auto& status : statuses) {
        posts.push_back({status.id, status.in_reply_to_id, status.text});
    }
    std::vector<std::string> expected;
    for (const auto& item : items_) {
        expected.push_back(essence(bench::translate(item.text, language) + item.link));
    }
    return difference(threads_of(posts), std::move(expected), options_.order == "any");
}

}  // namespace glossd::e2e
