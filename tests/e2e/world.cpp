#include "e2e/world.hpp"

#include "bench/pretend_translation.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

namespace glossd::e2e {

namespace {

template <class T>
T started(model::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

// What threads may change: the white space at cuts, and the word joiner that defuses mentions.
std::string essence(const std::string& text) {
    static const std::string joiner = "\xE2\x81\xA0";
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, joiner.size(), joiner) == 0) {
            i += joiner.size() - 1;
        } else if (text[i] != ' ' && text[i] != '\n') {
            kept += text[i];
        }
    }
    return kept;
}

// Statuses in order, as threads: a reply to the status before it continues that one.
std::vector<std::string> threads_of(const std::vector<bench::Status>& statuses) {
    std::vector<std::string> threads;
    std::vector<std::string> last_ids;
    for (const auto& status : statuses) {
        if (status.in_reply_to_id.empty()) {
            threads.push_back(status.text);
            last_ids.push_back(status.id);
            continue;
        }
        for (std::size_t i = 0; i < threads.size(); ++i) {
            if (last_ids[i] != status.in_reply_to_id) continue;
            threads[i] += status.text;
            last_ids[i] = status.id;
        }
    }
    return threads;
}

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
    std::ofstream(directory_.file("glossd.toml")) << config();
}

std::string World::engine_config(const std::string& name, const bench::LlmStandIn& llm) const {
    return fmt::format(
        "[[engine]]\nname = \"{}\"\ntype = \"{}\"\nbase_url = \"{}\"\n"
        "model = \"stand-in-1\"\napi_key = {{ env = \"LLM_KEY\" }}\nmax_concurrent = 16\n"
        "batch_max = {}\n",
        name, options_.gemini ? "gemini" : "openai", llm.base_url(), options_.batch_max);
}

std::string World::config() const {
    std::string text = fmt::format(
        "[glossd]\nstate = \"state\"\n"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n",
        feed_->url());
    text += engine_config("llm", *llm_);
    if (options_.second_engine) text += engine_config("second", *second_llm_);
    for (const auto& language : languages()) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\norder = \"{2}\"\n"
            "settle = \"{3}\"\nmax_per_hour = 0\nrequests_per_minute = 0\nmax_parts = 20\n"
            "template = \"{{text}}\\n\\n{{link}}\"\ntimeout = \"5s\"\n",
            language, mastodon_->url(), options_.order, options_.settle);
    }
    return text;
}

bench::Command World::command() const {
    bench::Command command{
        GLOSSD_BINARY,
        {"-c", directory_.file("glossd.toml"), "--log-level", "warning", "once", "--json"},
        {{"LLM_KEY", "llm-secret"}}};
    for (const auto& language : languages()) {
        command.environment.emplace_back("TOKEN_" + language, "token-" + language);
    }
    return command;
}

int World::once(model::Duration timeout) {
    auto process = started(bench::Process::start(command()));
    const auto end = process.wait(timeout);
    output_ = process.output();
    return end ? end->exit_code : -1;
}

bool World::once_killed_after(model::Duration delay) {
    auto process = started(bench::Process::start(command()));
    const bool ended = process.wait(delay).has_value();
    if (!ended) process.signal(SIGKILL);
    process.wait(std::chrono::seconds(10));
    output_ = process.output();
    return !ended;
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
    auto threads = threads_of(statuses);
    std::vector<std::string> expected;
    for (const auto& item : items_) {
        expected.push_back(essence(bench::translate(item.text, language) + item.link));
    }
    for (auto& thread : threads) thread = essence(thread);
    if (options_.order == "any") {
        std::sort(threads.begin(), threads.end());
        std::sort(expected.begin(), expected.end());
    }
    for (std::size_t i = 0; i < std::min(threads.size(), expected.size()); ++i) {
        if (threads[i] == expected[i]) continue;
        return fmt::format("post {} is\n{}\nand should be\n{}", i, threads[i], expected[i]);
    }
    if (threads.size() == expected.size()) return {};
    return fmt::format("{} posts instead of {}", threads.size(), expected.size());
}

}  // namespace glossd::e2e
