#include "cli/command.hpp"
#include "config/sequential.hpp"
#include "daemon/run.hpp"

#include <csignal>
#include <memory>

#include <CLI/CLI.hpp>

namespace glossd::cli {

void add_run(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("run", "the daemon: poll, translate, publish until stopped");
    auto sequential = std::make_shared<bool>(false);
    command->add_flag("--sequential", *sequential,
                      "one call at a time in the whole process, one text a call; for debugging");
    command->callback([&context, sequential] {
        context.action = [&context, sequential]() -> int {
            std::signal(SIGHUP, SIG_IGN);  // it is read in any case
            auto loaded = load_config(context);
            if (!loaded) return Exit::usage;
            if (*sequential) config::make_sequential(loaded->config);
            const auto ran = daemon::run_daemon(loaded->config);
            return ran ? Exit::done : report(ran.error());
        };
    });
}

}  // namespace glossd::cli
