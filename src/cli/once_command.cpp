#include "api/by_hand_json.hpp"
#include "api/socket_client.hpp"
#include "cli/command.hpp"
#include "cli/progress_line.hpp"
#include "cli/table.hpp"
#include "config/find.hpp"
#include "config/sequential.hpp"
#include "config/units.hpp"
#include "daemon/handed_pass.hpp"
#include "daemon/pass.hpp"
#include "daemon/pass_json.hpp"
#include "daemon/rehearsal.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

struct OnceOptions {
    bool dry_run = false;
    bool json = false;
    bool sequential = false;
    std::vector<std::string> sources;
    std::string wait = "60s";
};

int exit_code(const daemon::PassReport& report) {
    if (report.totals.failed_polls > 0 || report.interrupted) return Exit::failed;
    return report.failed > 0 || report.totals.deliveries.held > 0 ? Exit::incomplete : Exit::done;
}

// Why nothing was published, when nothing was.
std::string explanation(const daemon::Totals& totals) {
    const auto& posts = totals.posts;
    if (totals.deliveries.published > 0) return {};
    if (totals.failed_polls > 0) return "Nothing was published: a source could not be read.\n";
    if (posts.read == 0)
        return "Nothing to publish: the sources have not changed since last time.\n";
    if (posts.known == posts.read) {
        return fmt::format("Nothing to publish: all {} were seen before.\n",
                           counted(posts.read, "post"));
    }
    if (posts.fresh > 0 || totals.deliveries.held > 0) return {};
    std::string reasons;
    const auto add = [&](std::int64_t count, std::string_view what) {
        if (count > 0) reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", count, what);
    };
    add(posts.known, "seen before");
    add(posts.duplicate, "with content that was published before");
    add(posts.filtered, "filtered out");
    add(posts.skipped, "older than the first run or than max_age");
    return fmt::format("Nothing to publish: of {}, {}.\n", counted(posts.read, "post"), reasons);
}

void print_report(const daemon::PassReport& report) {
    const auto& totals = report.totals;
    const auto& posts = totals.posts;
    fmt::print("Posts         {} read: {} new, {} known, {} duplicate, {} filtered, {} skipped\n",
               posts.read, posts.fresh, posts.known, posts.duplicate, posts.filtered,
               posts.skipped);
    const auto& translations = totals.translations;
    const auto translated =
        translations.total - translations.cached - translations.copied - translations.failed;
    fmt::print("Translations  {}: {} by an engine, {} from memory, {} copied, {} failed\n",
               translations.total, translated, translations.cached, translations.copied,
               translations.failed);
    fmt::print(
        "Deliveries    {} published, {} held, {} waiting ({} after a failure) in {:.1f}s\n\n",
        totals.deliveries.published, totals.deliveries.held, report.pending, report.failed,
        report.elapsed.count());
    Table table(std::vector<std::string>{"target", "language", "published", "held"});
    for (const auto& target : totals.targets) {
        table.add({target.name, target.language, std::to_string(target.counts.published),
                   std::to_string(target.counts.held)});
    }
    fmt::print("{}", table.text());
    fmt::print("{}", explanation(totals));
    if (totals.deliveries.held > 0) fmt::print("`glossd queue` shows what is held and why.\n");
    if (totals.posts.held > 0) {
        fmt::print(
            "{} of them are beyond max_backlog: `glossd queue choose` says what becomes of them.\n",
            totals.posts.held);
    }
}

std::string progress_text(const daemon::Totals& totals) {
    return fmt::format("{} read, {} new; {} translations; {} published", totals.posts.read,
                       totals.posts.fresh, totals.translations.total, totals.deliveries.published);
}

bool sources_exist(const config::Config& config, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        if (config::find_source(config, name)) continue;
        fmt::print(stderr, "glossd: there is no source \"{}\" in {}\n", name, config.file);
        return false;
    }
    return true;
}

int rehearse(const config::Config& config, const OnceOptions& options) {
    const auto rehearsed = daemon::rehearse(config, options.sources);
    if (!rehearsed) return report(rehearsed.error());
    fmt::print("{}",
               options.json ? daemon::to_json_lines(*rehearsed) : daemon::to_text(*rehearsed));
    return rehearsed->failed_polls > 0 ? Exit::failed : Exit::done;
}

// The running daemon makes the pass: two would ask every service twice.
model::Result<daemon::PassReport> hand_over(const config::Config& config,
                                            const OnceOptions& options, model::Duration wait) {
    if (options.sequential) {
        return model::fail(model::ErrorKind::locked,
                           "a daemon runs on " + config.glossd.state +
                               "; start that one with --sequential, or stop it first");
    }
    const auto answer = api::ask_daemon(config.glossd.state, "POST", "/api/v1/pass",
                                        api::to_json(api::PassOrder{options.sources, wait}).dump(),
                                        daemon::longest_handed_pass + wait);
    if (!answer) return tl::make_unexpected(answer.error());
    fmt::print(stderr, "glossd: the daemon on {} made this pass\n", config.glossd.state);
    return daemon::pass_report_of(*answer);
}

int once(const Context& context, const OnceOptions& options) {
    const auto wait = config::parse_duration(options.wait);
    if (!wait) {
        fmt::print(stderr, "glossd: --wait: {}\n", wait.error());
        return Exit::usage;
    }
    auto loaded = load_config(context);
    if (!loaded || !sources_exist(loaded->config, options.sources)) return Exit::usage;
    if (options.sequential) config::make_sequential(loaded->config);
    if (options.dry_run) return rehearse(loaded->config, options);
    std::optional<ProgressLine> line(std::in_place);
    daemon::PassOptions pass{options.sources, *wait, {}};
    if (line->visible())
        pass.progress = [&line](const daemon::Totals& totals) {
            line->show(progress_text(totals));
        };
    auto passed = daemon::run_pass(loaded->config, pass);
    line.reset();
    if (!passed && passed.error().kind == model::ErrorKind::locked) {
        auto handed = hand_over(loaded->config, options, *wait);
        // The owner may be another pass, which takes no orders.
        const bool heard = handed || handed.error().kind != model::ErrorKind::not_found;
        if (heard) passed = std::move(handed);
    }
    if (!passed) return report(passed.error());
    if (options.json) {
        fmt::print("{}\n", daemon::counts_json(*passed).dump());
    } else {
        print_report(*passed);
    }
    return exit_code(*passed);
}

}  // namespace

void add_once(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "once", "one pass: poll every source, work until nothing is due any more");
    auto options = std::make_shared<OnceOptions>();
    command->add_flag("--dry-run", options->dry_run,
                      "print what would be published; publish nothing, leave the ledger alone");
    command->add_flag("--json", options->json, "print one JSON object");
    command->add_flag("--sequential", options->sequential,
                      "one call at a time in the whole process, one text a call; for debugging");
    command->add_option("--source", options->sources, "only this source (may be repeated)")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command
        ->add_option("--wait", options->wait,
                     "wait for a retry that is due within this time (default 60s); later ones stay "
                     "for the next run")
        ->type_name("TIME");
    command->callback([&context, options] {
        context.action = [&context, options] { return once(context, *options); };
    });
}

}  // namespace glossd::cli
