#include "cli/command.hpp"
#include "daemon/run.hpp"

#include <CLI/CLI.hpp>

namespace glossd::cli {

void add_run(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("run", "the daemon: poll, translate, publish until stopped");
    command->callback([&context] {
        context.action = [&context]() -> int {
            const auto loaded = load_config(context);
            if (!loaded) return Exit::usage;
            const auto ran = daemon::run_daemon(loaded->config);
            return ran ? Exit::done : report(ran.error());
        };
    });
}

}  // namespace glossd::cli
