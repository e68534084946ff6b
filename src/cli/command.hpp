// What subcommands share: the global options and how they end. A subcommand registers itself with
// CLI11 and leaves its work in Context::action; nothing runs while arguments are still parsed.
#pragma once

#include "config/load.hpp"

#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace glossd::cli {

// Exit codes of the contract.
enum Exit : int { done = 0, failed = 1, usage = 2, incomplete = 3 };

struct Context {
    std::optional<std::string> config_file;
    std::string log_format;  // of the command line; empty: as the configuration says
    std::function<int()> action;
};

void add_run(CLI::App& app, Context& context);
void add_once(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_fetch(CLI::App& app, Context& context);
void add_preview(CLI::App& app, Context& context);
void add_publish(CLI::App& app, Context& context);
void add_retract(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_queue(CLI::App& app, Context& context);
void add_performance(CLI::App& app, Context& context);
void add_status(CLI::App& app, Context& context);
void add_cache(CLI::App& app, Context& context);
void add_bench(CLI::App& app, Context& context);
void add_init(CLI::App& app, Context& context);
void add_login(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_choose(CLI::App& queue, Context& context);

// The configuration (and its log format in force), or nothing after everything wrong with it went
// to standard error.
std::optional<config::Loaded> load_config(const Context& context,
                                          config::Secrets secrets = config::Secrets::needed);

// The error on standard error, and the exit code that its kind means.
int report(const model::Error& error);

// `text`, or what standard input gives when it is empty or "-".
std::string text_or_standard_input(const std::string& text);

// "1 post", "2 posts".
std::string counted(long long count, const std::string& noun);

// How to call glossd with this configuration: with -c unless it finds it by itself.
std::string program_with(const std::string& config_file);

}  // namespace glossd::cli
