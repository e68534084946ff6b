#include "e2e/login_world.hpp"

#include "bench/pretend_posts.hpp"
#include "e2e/started.hpp"
#include "places.hpp"

#include <fstream>
#include <sstream>
#include <utility>

namespace glossd::e2e {

namespace {

constexpr std::chrono::seconds prompt_patience{60};

bench::XOptions an_app() {
    bench::XOptions options;
    options.accounts = {{.username = "news_es"}, {.username = "news_fr"}};
    options.app = {"app-key", "app-secret", "app-id", "client-secret", "http://127.0.0.1/glossd"};
    options.bearer = "reading-app";
    return options;
}

// The address that is shown on a line of its own.
std::string address_in(const std::string& output, std::size_t from) {
    const auto begin = output.find("http", from);
    return output.substr(begin, output.find('\n', begin) - begin);
}

}  // namespace

bench::MastodonOptions LoginWorld::two_accounts() {
    bench::MastodonOptions options;
    options.accounts = {{.username = "es", .token = ""}, {.username = "fr", .token = ""}};
    return options;
}

LoginWorld::LoginWorld(const bench::MastodonOptions& server)
    : directory_(started(runtime::ScratchDirectory::make())),
      feed_(started(bench::FeedStandIn::start(bench::generate_posts(6, 7, model::wall_now())))),
      llm_(started(bench::LlmStandIn::start({.api_key = "llm-secret"}))),
      mastodon_(started(bench::MastodonStandIn::start(server))),
      x_(started(bench::XStandIn::start(an_app()))) {
    set("GLOSSD_SOURCE__NEWS__FIRST_RUN", "all");
    set("GLOSSD_SOURCE__NEWS__MAX_AGE", "0s");
    for (const std::string target : {"ES", "FR"}) {
        set("GLOSSD_TARGET__" + target + "__REQUESTS_PER_MINUTE", "0");
    }
}

void LoginWorld::set(const std::string& variable, const std::string& value) {
    environment_.emplace_back(variable, value);
}

void LoginWorld::add_post() {
    auto post = bench::generate_posts(1, 99, model::wall_now()).front();
    post.id = post.link = "https://example.org/another";
    feed_->add(std::move(post));
}

int LoginWorld::run(std::vector<std::string> arguments, const std::vector<std::string>& answers) {
    return run(std::move(arguments), answers, nullptr);
}

int LoginWorld::run(std::vector<std::string> arguments, std::vector<std::string> answers,
                    const std::function<std::string(const std::string&)>& browser) {
    arguments.insert(arguments.begin(), {"-c", path("glossd.toml"), "--log-level", "warning"});
    auto process = started(
        bench::Process::start({places::program(), std::move(arguments), environment_, true}));
    for (const auto& answer : answers) process.say(answer);
    for (std::size_t seen = 0; browser;) {
        const auto open = process.wait_for("Open this address", seen, prompt_patience);
        const auto paste = open ? process.wait_for("Paste the ", *open, prompt_patience) : open;
        if (!paste) break;
        process.say(browser(address_in(process.output(), *open)));
        seen = *paste;
    }
    process.hush();
    const auto end = process.wait(prompt_patience);
    output_ = process.output();
    transcript_ += output_;
    return end ? end->exit_code : -1;
}

bench::Process LoginWorld::start_daemon() {
    return started(bench::Process::start(
        {places::program(), {"-c", path("glossd.toml"), "run"}, environment_}));
}

bool LoginWorld::wait_statuses(bench::Process& process, const std::string& username,
                               std::size_t count) {
    constexpr std::chrono::milliseconds look(10);
    const auto deadline = std::chrono::steady_clock::now() + prompt_patience;
    while (mastodon_->statuses(username).size() < count) {
        if (process.wait(look) || std::chrono::steady_clock::now() > deadline) return false;
    }
    return true;
}

int LoginWorld::init(const std::vector<std::string>& target) {
    std::vector<std::string> answers{feed_->url(), "", "es, fr"};
    answers.insert(answers.end(), target.begin(), target.end());
    for (const auto& answer :
         std::vector<std::string>{"openai", llm_->base_url(), "stand-in-1", "yes", "state"}) {
        answers.push_back(answer);
    }
    return run({"init"}, answers);
}

int LoginWorld::login_on_mastodon(const std::string& name, const std::string& owner,
                                  std::vector<std::string> options) {
    options.insert(options.begin(), {"login", name});
    return run(options, {}, [this, owner](const std::string& address) {
        return mastodon_->allow(address, owner);
    });
}

std::string LoginWorld::read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
}

std::string LoginWorld::secret(const std::string& name) const {
    auto text = read("state/credentials/" + name);
    if (!text.empty()) text.pop_back();
    return text;
}

void LoginWorld::append_to_config(const std::string& text) const {
    std::ofstream(path("glossd.toml"), std::ios::app) << text;
}

}  // namespace glossd::e2e
