// What the monitor costs: the same posts at about 100 deliveries a second with it and without it,
// in turns, so that a busy machine is unfair to both alike. CPU is that of the glossd process
// alone; the stand-ins run in this one. Pace comes from the publishing time: three accounts with
// ten calls in flight, each of 300 ms.
#include "bench/feed_stand_in.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/pretend_posts.hpp"
#include "bench/process.hpp"
#include "config/load.hpp"
#include "config/variables.hpp"
#include "daemon/pass.hpp"
#include "monitor/log.hpp"
#include "monitor/meters.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using namespace glossd;

constexpr std::size_t posts = 700;
constexpr int in_flight = 10;
constexpr auto publish_latency = 300ms;
constexpr int rounds = 3;
const std::vector<std::string> languages{"es", "fr", "de"};

struct Figures {
    double seconds = 0;
    double cpu = 0;  // seconds
    double rate = 0;
};

std::string config(const bench::FeedStandIn& feed, const bench::LlmStandIn& llm,
                   const bench::MastodonStandIn& mastodon) {
    auto text = fmt::format(
        "[glossd]\nstate = \"state\"\n"
        "[[source]]\nname = \"news\"\ntype = \"feed\"\nurl = \"{}\"\nlanguage = \"en\"\n"
        "first_run = \"all\"\nmax_age = \"0s\"\n"
        "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nbase_url = \"{}\"\nmodel = \"stand-in-1\"\n"
        "max_concurrent = 50\n",
        feed.url(), llm.base_url());
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

// The process that is measured: this program again, told so by its arguments.
int child(const std::string& file, bool measured) {
    monitor::set_log_level(monitor::Level::error);
    const auto loaded = config::load(file, config::process_environment());
    if (!loaded) return 2;
    daemon::PassOptions options;
    options.measured = measured;
    const auto passed = daemon::run_pass(loaded->config, options);
    return passed && passed->totals.deliveries.published ==
                         static_cast<std::int64_t>(posts * languages.size())
               ? 0
               : 1;
}

Figures measure(const std::string& self, bool measured) {
    auto items = bench::generate_posts(posts, 11, model::wall_now());
    for (auto& item : items) item.title.clear();
    auto feed = started(bench::FeedStandIn::start(items));
    auto llm = started(bench::LlmStandIn::start({.latency = 100ms}));
    bench::MastodonOptions server;
    server.max_characters = 5000;  // one part a delivery
    for (const auto& language : languages) server.accounts.push_back({language, "t-" + language});
    auto mastodon = started(bench::MastodonStandIn::start(server));
    mastodon->faults().set_latency(publish_latency, {.method = "POST"});

    const auto directory =
        std::filesystem::temp_directory_path() / fmt::format("glossd-monitor-{}", ::getpid());
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    const auto file = (directory / "glossd.toml").string();
    std::ofstream(file) << config(*feed, *llm, *mastodon);
    bench::Command command{self, {"--child", file, measured ? "on" : "off"}, {}};
    for (const auto& language : languages) {
        command.environment.emplace_back("TOKEN_" + language, "t-" + language);
    }
    const auto began = std::chrono::steady_clock::now();
    auto process = started(bench::Process::start(command));
    const auto end = process.wait(10min);
    const auto took = std::chrono::steady_clock::now() - began;
    std::filesystem::remove_all(directory);
    if (!end || end->exit_code != 0) {
        std::cerr << process.output() << "\nnot everything was published\n";
        std::exit(1);
    }
    Figures figures;
    figures.seconds = std::chrono::duration<double>(took).count();
    figures.cpu = std::chrono::duration<double>(end->user + end->system).count();
    figures.rate = static_cast<double>(posts * languages.size()) / figures.seconds;
    return figures;
}

void print(const char* name, const Figures& figures) {
    fmt::print("{:<12} {:>9.2f} {:>14.1f} {:>9.3f} {:>12.2f}\n", name, figures.seconds,
               figures.rate, figures.cpu, figures.cpu / figures.seconds * 100);
    std::fflush(stdout);
}

// One scrape of a daemon with 30 lanes, in microseconds: reading all values and writing the text.
double scrape_time() {
    monitor::Metrics metrics;
    std::vector<monitor::LaneMeter> lanes;
    for (int i = 0; i < 30; ++i) lanes.emplace_back(metrics, fmt::format("target:t{}", i));
    for (int i = 0; i < 3000; ++i) {
        lanes[static_cast<std::size_t>(i % 30)].ended(model::OutcomeKind::ok, i * 1ms);
    }
    constexpr int times = 100;
    std::size_t size = 0;
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) size += monitor::to_prometheus(metrics.read()).size();
    const auto took = std::chrono::steady_clock::now() - began;
    fmt::print("a scrape of 30 lanes: {} kB, ", size / times / 1000);
    return std::chrono::duration<double, std::micro>(took).count() / times;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--child") {
        return child(argv[2], std::string(argv[3]) == "on");
    }
    fmt::print("{} posts x {} languages, {} ms a publish, {} in flight each\n", posts,
               languages.size(), publish_latency.count(), in_flight);
    fmt::print("{:<12} {:>9} {:>14} {:>9} {:>12}\n", "monitor", "seconds", "deliveries/s", "CPU s",
               "% of a core");
    Figures off;
    Figures on;
    for (int round = 0; round < rounds; ++round) {
        for (auto* total : {&off, &on}) {
            const auto figures = measure("/proc/self/exe", total == &on);
            print(total == &on ? "on" : "off", figures);
            total->seconds += figures.seconds;
            total->cpu += figures.cpu;
        }
    }
    const auto share = [](const Figures& figures) { return figures.cpu / figures.seconds * 100; };
    fmt::print("the monitor costs {:.2f} % of a core (aim: under 2), {:.1f} % of glossd's CPU\n",
               share(on) - share(off), (on.cpu / off.cpu - 1) * 100);
    fmt::print("{:.0f} us\n", scrape_time());
    return 0;
}
