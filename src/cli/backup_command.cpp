#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/progress_line.hpp"
#include "cli/reports.hpp"
#include "store/backup.hpp"

#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

struct BackupCommandOptions {
    std::string file;
    bool overwrite = false;
    bool json = false;
};

int backup(const Context& context, const BackupCommandOptions& options) {
    const auto loaded = load_config(context, config::Secrets::may_be_missing);
    if (!loaded) return Exit::usage;
    std::optional<ProgressLine> line(std::in_place);
    store::BackupOptions how;
    how.overwrite = options.overwrite;
    how.progress = [&line](std::int64_t done, std::int64_t of) {
        line->show(fmt::format("{} of {} copied", bytes_text(static_cast<double>(done)),
                               bytes_text(static_cast<double>(of))));
    };
    const auto made = store::back_up(ledger_of(loaded->config), options.file, how);
    line.reset();
    if (!made) return report(made.error());
    if (options.json) {
        const nlohmann::ordered_json object{
            {"file", options.file}, {"bytes", made->bytes}, {"schema", made->schema}};
        fmt::print("{}\n", object.dump());
        return Exit::done;
    }
    fmt::print(
        "{}: {}, whole and read through. It holds tokens like the ledger itself: keep it "
        "as safe.\n",
        options.file, bytes_text(static_cast<double>(made->bytes)));
    return Exit::done;
}

}  // namespace

void add_backup(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("backup", "a consistent copy of the state while running");
    auto options = std::make_shared<BackupCommandOptions>();
    command->add_option("file", options->file, "where to")->required()->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "although the file exists");
    command->add_flag("--json", options->json, "print one JSON object");
    command->callback([&context, options] {
        context.action = [&context, options] { return backup(context, *options); };
    });
}

}  // namespace glossd::cli
