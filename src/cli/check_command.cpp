#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "daemon/checkup.hpp"
#include "daemon/costs.hpp"
#include "store/audit.hpp"

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

template <class List>
std::vector<std::string> names_of(const List& list) {
    std::vector<std::string> names;
    for (const auto& entry : list) names.push_back(entry.name);
    return names;
}

// True when there is none yet, or nothing in it that cannot be.
bool check_ledger(const config::Config& config, const CheckOptions& options) {
    const auto ledger = ledger_of(config);
    const auto audited = store::audit(ledger, {names_of(config.sources), names_of(config.targets)},
                                      model::wall_now());
    if (!audited) {
        if (audited.error().kind == model::ErrorKind::not_found) return true;
        fmt::print(stderr, "glossd: {}\n", audited.error().message);
        return false;
    }
    for (const auto& found : audited->found) {
        const bool flaw = found.weight == store::Audited::Weight::flaw;
        fmt::print(flaw ? stderr : stdout, "ledger  {}: {}: {}\n", flaw ? "error" : "note",
                   found.what, found.advice);
    }
    if (audited->sound() && !options.print) {
        fmt::print("ledger  {} is sound: {}\n", ledger,
                   audited->deliveries == 1 ? "1 delivery"
                                            : fmt::format("{} deliveries", audited->deliveries));
    }
    return audited->sound();
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
    const bool sound = check_ledger(config, options);
    if (!options.online) return sound ? Exit::done : Exit::failed;
    const auto online = daemon::check_online(config);
    for (const auto& finding : online) {
        fmt::print("{}  {}: {}\n", finding.good ? "ok    " : "failed", finding.what,
                   finding.message);
    }
    return sound && all_good(online) ? Exit::done : Exit::failed;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("check", "validate the configuration and the ledger");
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
