#include "cli/cli.hpp"

#include "cli/app.hpp"
#include "cli/command.hpp"
#include "config/nearest.hpp"
#include "monitor/log.hpp"
#include "runtime/private_memory.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <malloc.h>

namespace glossd::cli {

namespace {

// Known to the documentation of glossd, but not to this version.
constexpr std::array<std::string_view, 3> later_commands{"explain", "translate", "backup"};

int refuse_later_command(std::string_view name) {
    fmt::print(stderr, "glossd: the command \"{}\" is not available in this version\n", name);
    return Exit::usage;
}

// The word that stands where a command belongs and is none.
std::string unknown_command(const CLI::App& app) {
    if (!app.get_subcommands().empty()) return {};
    const auto words = app.remaining();
    const auto found = std::find_if(words.begin(), words.end(), [](const std::string& word) {
        return !word.empty() && word[0] != '-';
    });
    return found == words.end() ? std::string() : *found;
}

int refuse_unknown(const CLI::App& app, const std::string& word) {
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    fmt::print(stderr, "glossd: there is no command \"{}\"{}\n`glossd --help` shows all of them\n",
               word, config::hint(word, names));
    return Exit::usage;
}

int parse_and_act(int argc, char** argv) {
    Context context;
    CLI::App app;
    build_app(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (const auto word = unknown_command(app); !word.empty()) return refuse_unknown(app, word);
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
    // A limit on the size of files is an error of the write, like a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    runtime::keep_memory_private();
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
