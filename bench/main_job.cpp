// The main job, measured: 500 posts in three languages through an LLM that takes 300 ms a
// translation and a Mastodon server that takes 80 ms a post, 50 in flight each, order "any".
// Makespan is printed against its bound (calls x latency / concurrency), CPU and memory are those
// of the glossd process alone; the stand-ins run in this one.
#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/process.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using namespace glossd;

constexpr std::size_t posts = 500;
constexpr int in_flight = 50;
constexpr auto translation_latency = 300ms;
constexpr auto publish_latency = 80ms;
const std::vector<std::string> languages{"es", "fr", "de"};

struct Figures {
    double makespan = 0;  // seconds
    double bound = 0;     // seconds
    double cpu = 0;       // seconds
    double memory = 0;    // MB
    std::size_t deliveries = 0;
    int calls = 0;
};

std::string config(const bench::FeedStandIn& feed, const bench::LlmStandIn& llm,
                   const bench::MastodonStandIn& mastodon, int batch_max) {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\n"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n"
        "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nbase_url = \"{}\"\nmodel = \"stand-in-1\"\n"
        "max_concurrent = {}\nbatch_max = {}\n",
        feed.url(), llm.base_url(), in_flight, batch_max);
    for (const auto& language : languages) {
        text += fmt::format(
            "[[target]]\nname = \"{0}\"\ntype = \"mastodon\"\nlanguage = \"{0}\"\n"
            "server = \"{1}\"\ntoken = {{ env = \"TOKEN_{0}\" }}\norder = \"any\"\n"
            "max_concurrent = {2}\nmax_per_hour = 0\nrequests_per_minute = 0\n"
            "template = \"{{text}}\\n\\n{{link}}\"\n",
            language, mastodon.url(), in_flight);
    }
    return text;
}

template <class T>
T started(model::Result<T> result) {
    if (result) return std::move(*result);
    std::cerr << result.error().message << "\n";
    std::exit(1);
}

Figures measure(int batch_max) {
    auto items = bench::generate_posts(posts, 11, model::wall_now());
    for (auto& item : items) item.title.clear();
    auto feed = started(bench::FeedStandIn::start(items));
    auto llm = started(bench::LlmStandIn::start({.latency = translation_latency}));
    bench::MastodonOptions server;
    server.max_characters = 5000;  // one part a delivery
    for (const auto& language : languages) server.accounts.push_back({language, "t-" + language});
    auto mastodon = started(bench::MastodonStandIn::start(server));
    mastodon->faults().set_latency(publish_latency, {.method = "POST"});

    const auto directory =
        std::filesystem::temp_directory_path() / fmt::format("glossd-bench-{}", ::getpid());
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    std::ofstream(directory / "glossd.toml") << config(*feed, *llm, *mastodon, batch_max);
    bench::Command command{
        GLOSSD_BINARY,
        {"-c", (directory / "glossd.toml").string(), "--log-level", "warning", "once"},
        {}};
    for (const auto& language : languages) {
        command.environment.emplace_back("TOKEN_" + language, "t-" + language);
    }
    const auto began = std::chrono::steady_clock::now();
    auto process = started(bench::Process::start(command));
    const auto end = process.wait(10min);
    const auto took = std::chrono::steady_clock::now() - began;
    std::filesystem::remove_all(directory);
    const auto expected = posts * languages.size();
    if (!end || end->exit_code != 0 || mastodon->statuses().size() != expected) {
        std::cerr << process.output() << "\nonly " << mastodon->statuses().size() << " of "
                  << expected << " were published\n";
        std::exit(1);
    }
    Figures figures;
    figures.deliveries = expected;
    figures.calls = llm->counters().calls;
    figures.makespan = std::chrono::duration<double>(took).count();
    // The last post can only be published once the last translation is there.
    figures.bound =
        figures.calls * std::chrono::duration<double>(translation_latency).count() / in_flight +
        std::chrono::duration<double>(publish_latency).count();
    figures.cpu = std::chrono::duration<double>(end->user + end->system).count();
    figures.memory = static_cast<double>(end->peak_memory) / 1024;
    return figures;
}

void print(const std::string& name, const Figures& figures) {
    fmt::print("{:<12} {:>6} {:>10.2f} {:>8.2f} {:>7.3f} {:>14.3f} {:>10.1f}\n", name,
               figures.calls, figures.makespan, figures.bound, figures.makespan / figures.bound,
               figures.cpu * 1000 / static_cast<double>(figures.deliveries), figures.memory);
}

}  // namespace

int main() {
    fmt::print("{} posts x {} languages, {} ms a translation, {} ms a publish, {} in flight each\n",
               posts, languages.size(), translation_latency.count(), publish_latency.count(),
               in_flight);
    fmt::print("{:<12} {:>6} {:>10} {:>8} {:>7} {:>14} {:>10}\n", "", "calls", "seconds", "bound",
               "ratio", "CPU ms/deliv.", "peak MB");
    print("unbatched", measure(1));
    print("batched (16)", measure(16));
    fmt::print("{:<12} {:>6} {:>10} {:>8} {:>7} {:>14} {:>10}\n", "aim", "", "", "", "<= 1.05",
               "<= 0.20", "<= 32");
    return 0;
}
