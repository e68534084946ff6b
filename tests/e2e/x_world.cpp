#include "e2e/x_world.hpp"

#include "bench/llm_api.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/pretend_translation.hpp"
#include "e2e/started.hpp"
#include "ordeal/threads.hpp"
#include "places.hpp"
#include "text/x_length.hpp"

#include <csignal>
#include <fstream>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace glossd::e2e {

using ordeal::difference;
using ordeal::essence;
using ordeal::Published;
using ordeal::threads_of;

namespace {

constexpr const char* source_account = "newsroom";

// What targets on X say by themselves.
const std::map<std::string, std::string> disclosures{{"de", "Automatische Übersetzung"},
                                                     {"es", "Traducción automática"},
                                                     {"fr", "Traduction automatique"}};

model::OAuth1Keys keys_of(const std::string& language) {
    return {"app-key", "app-secret", "token-" + language, "secret-" + language};
}

std::filesystem::path fresh_directory() {
    static int count = 0;
    const auto path = std::filesystem::temp_directory_path() /
                      fmt::format("glossd-x-e2e-{}-{}", ::getpid(), count++);
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    return path;
}

}  // namespace

const std::vector<std::string>& XWorld::languages() {
    static const std::vector<std::string> all{"es", "fr", "de"};
    return all;
}

XWorld::XWorld(const XWorldOptions& options) : options_(options), directory_(fresh_directory()) {
    bench::XOptions server;
    server.names = options.names;
    server.bearer = "reading-app";
    server.largest_page = 25;  // so that a poll has several pages
    server.accounts.push_back({.username = source_account});
    for (const auto& language : languages()) {
        bench::XAccount account{.username = "news_" + language, .keys = keys_of(language)};
        if (options.oauth2 && language == "de") {
            account.keys = {};
            account.client_id = "app-id";
            account.refresh_token = "first-de";
        }
        server.accounts.push_back(std::move(account));
    }
    x_ = started(bench::XStandIn::start(std::move(server)));
    llm_ = started(bench::LlmStandIn::start(
        {.api = options.gemini ? &bench::gemini_api() : &bench::openai_api(),
         .api_key = "llm-secret",
         .keeps = options.keeps}));
    for (const auto& item : bench::generate_posts(options.posts, 11, model::wall_now())) {
        texts_.push_back(item.text);
        x_->publish({.account = source_account, .text = item.text, .created = item.published});
    }
    std::ofstream(directory_ / "glossd.toml") << config();
}

XWorld::~XWorld() {
    std::filesystem::remove_all(directory_);
}

std::string XWorld::config() const {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\nlisten = \"\"\n"
        "[[source]]\nname = \"newsroom\"\ntype = \"x\"\nusername = \"@{}\"\nbase_url = \"{}\"\n"
        "token = {{ env = \"X_READER\" }}\nlanguage = \"en\"\nfirst_run = \"all\"\n"
        "max_age = \"0s\"\n"
        "[[engine]]\nname = \"llm\"\ntype = \"{}\"\nbase_url = \"{}\"\n"
        "model = \"stand-in-1\"\napi_key = {{ env = \"LLM_KEY\" }}\nmax_concurrent = 16\n",
        source_account, x_->url(), options_.gemini ? "gemini" : "openai", llm_->base_url());
    for (const auto& language : languages()) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"x\"\nlanguage = \"{0}\"\nbase_url = \"{1}\"\n"
            "settle = \"300ms\"\nmax_per_hour = 0\nrequests_per_minute = 0\nmax_parts = 20\n"
            "timeout = \"5s\"\n",
            language, x_->url());
        if (!options_.discloses) text += "disclosure = \"\"\n";
        if (options_.oauth2 && language == "de") {
            text += "client_id = \"app-id\"\nrefresh_token = { env = \"X_REFRESH\" }\n";
            continue;
        }
        text += fmt::format(
            "api_key = {{ env = \"X_KEY\" }}\napi_secret = {{ env = \"X_SECRET\" }}\n"
            "access_token = {{ env = \"X_TOKEN_{0}\" }}\n"
            "access_secret = {{ env = \"X_TOKEN_SECRET_{0}\" }}\n",
            language);
    }
    return text;
}

bench::Command XWorld::command(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(),
                     {"-c", (directory_ / "glossd.toml").string(), "--log-level", "warning"});
    bench::Command command{places::program(),
                           std::move(arguments),
                           {{"LLM_KEY", "llm-secret"},
                            {"X_READER", "reading-app"},
                            {"X_KEY", "app-key"},
                            {"X_SECRET", "app-secret"},
                            {"X_REFRESH", "first-de"}}};
    for (const auto& language : languages()) {
        const auto keys = keys_of(language);
        command.environment.emplace_back("X_TOKEN_" + language, keys.token);
        command.environment.emplace_back("X_TOKEN_SECRET_" + language, keys.token_secret);
    }
    return command;
}

int XWorld::once(model::Duration timeout) {
    return run({"once", "--json"}, timeout);
}

int XWorld::run(std::vector<std::string> arguments, model::Duration timeout) {
    auto process = started(bench::Process::start(command(std::move(arguments))));
    const auto end = process.wait(timeout);
    output_ = process.output();
    return end ? end->exit_code : -1;
}

int XWorld::run_until(const std::function<bool()>& so, model::Duration timeout) {
    constexpr std::chrono::milliseconds look{20};
    auto process = started(bench::Process::start(command({"run"})));
    const auto late = std::chrono::steady_clock::now() + timeout;
    while (!so()) {
        if (process.wait(look) || std::chrono::steady_clock::now() > late) {
            output_ = process.output();
            return -1;
        }
    }
    process.signal(SIGTERM);
    const auto end = process.wait(timeout);
    output_ = process.output();
    return end ? end->exit_code : -1;
}

bool XWorld::once_killed_after(model::Duration delay) {
    auto process = started(bench::Process::start(command({"once", "--json"})));
    const bool ended = process.wait(delay).has_value();
    if (!ended) process.signal(SIGKILL);
    process.wait(std::chrono::seconds(10));
    output_ = process.output();
    return !ended;
}

std::string XWorld::first_fault() const {
    for (const auto& language : languages()) {
        if (auto fault = fault_of(language); !fault.empty()) return language + ": " + fault;
    }
    return {};
}

std::string XWorld::fault_of(const std::string& language) const {
    std::vector<Published> posts;
    for (const auto& post : x_->posts("news_" + language)) {
        if (text::x_length(post.text) > text::x_limit) return "too long: " + post.text;
        posts.push_back({post.id, post.reply_to, post.text});
    }
    std::vector<std::string> expected;
    const std::string last_line = options_.discloses ? disclosures.at(language) : "";
    for (const auto& text : texts_)
        expected.push_back(essence(bench::translate(text, language) + last_line));
    return difference(threads_of(posts), std::move(expected), false);
}

}  // namespace glossd::e2e
