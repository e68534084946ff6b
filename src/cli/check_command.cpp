#include "cli/command.hpp"
#include "daemon/checkup.hpp"
#include "daemon/costs.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

struct CheckOptions {
    bool online = false;
    bool print = false;
};

bool all_good(const std::vector<daemon::Finding>& findings) {
    return std::all_of(findings.begin(), findings.end(),
                       [](const auto& finding) { return finding.good; });
}

void print_bad(const std::string& file, const std::vector<daemon::Finding>& findings) {
    for (const auto& finding : findings) {
        if (finding.good) continue;
        fmt::print(stderr, "{}: error: {}: {}\n", file, finding.what, finding.message);
    }
}

int check(const Context& context, const CheckOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto& config = loaded->config;
    if (options.print) fmt::print("{}", config::print(loaded->settings));
    const auto offline = daemon::check_offline(config);
    if (!all_good(offline)) {
        print_bad(config.file, offline);
        return Exit::usage;
    }
    if (!options.print) {
        fmt::print("{} is valid: {}, {}, {}\n", config.file,
                   counted(static_cast<long long>(config.sources.size()), "source"),
                   counted(static_cast<long long>(config.engines.size()), "engine"),
                   counted(static_cast<long long>(config.targets.size()), "target"));
        for (const auto& way : offline) fmt::print("way     {}: {}\n", way.what, way.message);
        for (const auto& cost : daemon::estimate_costs(config)) {
            fmt::print("cost    {}: {}\n", cost.what, cost.text);
        }
    }
    if (!options.online) return Exit::done;
    const auto online = daemon::check_online(config);
    for (const auto& finding : online) {
        fmt::print("{}  {}: {}\n", finding.good ? "ok    " : "failed", finding.what,
                   finding.message);
    }
    return all_good(online) ? Exit::done : Exit::failed;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("check", "validate the configuration");
    auto options = std::make_shared<CheckOptions>();
    command->add_flag("--online", options->online,
                      "also read each source, and ask each engine and each target whether it takes "
                      "our credentials");
    command->add_flag("--print", options->print,
                      "show every setting in force and where it came from: the file's line, a "
                      "variable, the preset, or the default; secrets are not shown");
    command->callback([&context, options] {
        context.action = [&context, options] { return check(context, *options); };
    });
}

}  // namespace glossd::cli
