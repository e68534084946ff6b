#include "cli/cli.hpp"

#include "cli/command.hpp"
#include "config/variables.hpp"
#include "monitor/log.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <malloc.h>

namespace glossd::cli {

namespace {

// Known to the documentation of glossd, but not to this version.
constexpr std::array<std::string_view, 6> later_commands{"init",      "login",  "explain",
                                                         "translate", "backup", "digest"};

int refuse_later_command(std::string_view name) {
    fmt::print(stderr, "glossd: the command \"{}\" is not available in this version\n", name);
    return Exit::usage;
}

void add_globals(CLI::App& app, Context& context) {
    app.set_version_flag("--version", std::string("glossd ") + GLOSSD_VERSION);
    app.add_option("-c,--config", context.config_file,
                   "configuration (default: glossd.toml, then /etc/glossd/glossd.toml)");
    app.add_option_function<std::string>(
           "--log-level",
           [](const std::string& name) { monitor::set_log_level(*monitor::level_of(name)); },
           "debug, info, warning or error")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
    app.add_option_function<std::string>(
           "--log-format",
           [&context](const std::string& name) {
               context.log_format = name;
               monitor::set_log_format(*monitor::format_of(name));
           },
           "text, json or journal (default: journal under systemd, else text)")
        ->check(CLI::IsMember({"auto", "text", "json", "journal"}));
    app.require_subcommand(1);
    app.fallthrough();
}

int parse_and_act(int argc, char** argv) {
    Context context;
    CLI::App app{
        "Follows feeds, translates every new post into many languages and publishes each "
        "translation to the account of that language."};
    app.name("glossd");
    add_globals(app, context);
    add_run(app, context);
    add_once(app, context);
    add_check(app, context);
    add_fetch(app, context);
    add_preview(app, context);
    add_publish(app, context);
    add_retract(app, context);
    add_queue(app, context);
    add_performance(app, context);
    add_status(app, context);
    add_cache(app, context);
    add_bench(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // CLI11's own codes say which rule was broken; for users there is one: usage.
        return app.exit(error) == 0 ? Exit::done : Exit::usage;
    }
    const int code = context.action();
    monitor::close_log();
    return code;
}

}  // namespace

int run(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    // Hundreds of worker threads would each get an arena of their own; two are as fast here and
    // keep what one thread frees usable by the next.
    ::mallopt(M_ARENA_MAX, 2);
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (std::find(later_commands.begin(), later_commands.end(), first) != later_commands.end()) {
        return refuse_later_command(first);
    }
    try {
        return parse_and_act(argc, argv);
    } catch (const std::exception& error) {
        // Above the borders of the libraries an exception is a bug; the ledger makes the next
        // start safe.
        monitor::log(monitor::Level::error, "glossd stops: {}", error.what());
        return Exit::failed;
    }
}

}  // namespace glossd::cli
