#include "api/history.hpp"
#include "api/performance_json.hpp"
#include "api/status_json.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/reports.hpp"

#include <cstdio>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

constexpr std::chrono::seconds redraw_interval{2};

struct PerformanceOptions {
    bool json = false;
    bool watch = false;
};

using Get = model::Result<ordered_json> (*)(const config::Config&);
using ToText = std::string (*)(const ordered_json&);

model::Result<ordered_json> performance(const config::Config& config) {
    return live_or_recorded(config, "/api/v1/performance",
                            [](const store::Tables& tables) -> model::Result<ordered_json> {
                                const auto sample = api::last_sample(tables);
                                if (!sample) {
                                    return model::fail(
                                        model::ErrorKind::not_found,
                                        "nothing has been recorded yet; `glossd run` and `glossd "
                                        "once` do");
                                }
                                ordered_json all{{"live", false}};
                                all.update(api::performance_json(*sample));
                                return all;
                            });
}

model::Result<ordered_json> status(const config::Config& config) {
    return live_or_recorded(
        config, "/api/v1/status", [&](const store::Tables& tables) -> model::Result<ordered_json> {
            return api::status_json(config, tables, std::nullopt, model::wall_now());
        });
}

int print(const model::Result<ordered_json>& got, bool json, ToText to_text) {
    if (!got) return report(got.error());
    fmt::print("{}", json ? got->dump() + "\n" : to_text(*got));
    return Exit::done;
}

// In place on a terminal, one after the other elsewhere; until it is interrupted.
int watch(const config::Config& config, bool json, Get get, ToText to_text) {
    const bool in_place = !json && ::isatty(STDOUT_FILENO) != 0;
    while (true) {
        const auto got = get(config);
        if (in_place) fmt::print("\033[H\033[J");
        if (const int code = print(got, json, to_text); code != Exit::done) return code;
        if (!in_place && !json) fmt::print("\n");
        // Whoever reads may have gone; printing on would be for nobody.
        if (std::fflush(stdout) != 0) return Exit::failed;
        std::this_thread::sleep_for(redraw_interval);
    }
}

}  // namespace

void add_performance(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "performance", "latency, throughput, errors, cache, CPU and memory; live or as recorded");
    auto options = std::make_shared<PerformanceOptions>();
    command->add_flag(
        "--watch", options->watch,
        "show it anew every two seconds, in place on a terminal, until it is interrupted");
    command->add_flag("--json", options->json, "one JSON object (with --watch, one a line)");
    command->callback([&context, options] {
        context.action = [&context, options]() -> int {
            const auto loaded = load_config(context);
            if (!loaded) return Exit::usage;
            if (options->watch) {
                return watch(loaded->config, options->json, performance, performance_text);
            }
            return print(performance(loaded->config), options->json, performance_text);
        };
    });
}

void add_status(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("status", "one screen: sources, targets, services, alerts");
    auto options = std::make_shared<PerformanceOptions>();
    command->add_flag("--json", options->json, "one JSON object");
    command->callback([&context, options] {
        context.action = [&context, options]() -> int {
            const auto loaded = load_config(context);
            if (!loaded) return Exit::usage;
            return print(status(loaded->config), options->json, status_text);
        };
    });
}

}  // namespace glossd::cli
