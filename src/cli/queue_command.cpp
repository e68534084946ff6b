#include "api/delivery_json.hpp"
#include "api/socket_client.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/queue_edit.hpp"
#include "cli/table.hpp"
#include "config/find.hpp"
#include "text/percent.hpp"
#include "text/time_format.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

struct QueueOptions {
    std::string state;
    std::string target;
    std::int64_t id = 0;
    int limit = 50;
    std::int64_t after = 0;
    bool json = false;
};

void print_pauses(store::Reader& reader) {
    const auto read = reader.read([](const store::Tables& tables) {
        for (const auto& [target, since] : tables.pauses.all()) {
            const auto reason = tables.pauses.reason(target);
            fmt::print("{} is paused since {}{} (glossd queue resume{})\n",
                       target.empty() ? "Everything" : "Target " + target, text::to_rfc3339(since),
                       reason.empty() ? "" : ": " + reason,
                       target.empty() ? "" : " --target " + target);
        }
    });
    if (!read) report(read.error());
}

int list(const Context& context, const QueueOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto reader = store::Reader::open(ledger_of(loaded->config));
    if (!reader) return report(reader.error());
    store::DeliveryFilter filter;
    filter.unfinished = options.state.empty();
    if (!options.state.empty()) filter.state = model::delivery_state(options.state);
    if (!options.target.empty()) filter.target = options.target;
    const auto found = (*reader)->read([&](const store::Tables& tables) {
        return tables.deliveries.list(filter, options.after, options.limit);
    });
    if (!found) return report(found.error());
    const auto& rows = *found;
    Table table(std::vector<std::string>{"id", "state", "target", "post", "reason"});
    for (const auto& row : rows) {
        if (options.json) {
            fmt::print("{}\n", api::to_json(row).dump());
            continue;
        }
        table.add({std::to_string(row.id), std::string(model::to_string(row.state)), row.target,
                   one_line(row.title, 40), row.reason});
    }
    if (options.json) return Exit::done;
    print_pauses(**reader);
    fmt::print("{}", table.empty() ? "Nothing waits and nothing is held.\n" : table.text());
    if (rows.size() == static_cast<std::size_t>(options.limit)) {
        fmt::print("More: glossd queue list --after {}\n", rows.back().id);
    }
    return Exit::done;
}

void print_delivery(const model::Delivery& delivery) {
    fmt::print("Delivery {}: {} of post {} from {} to {}, {} so far\n", delivery.id,
               model::to_string(delivery.state), delivery.post_id, delivery.source, delivery.target,
               counted(delivery.attempts, "attempt"));
    if (!delivery.reason.empty()) fmt::print("Reason: {}\n", delivery.reason);
    for (const auto& segment : delivery.segments) {
        fmt::print("\n[{}{}]\n{}\n", segment.copied ? "copied" : segment.engine,
                   segment.cached ? ", from memory" : "", segment.text);
    }
    for (const auto& part : delivery.parts) {
        fmt::print("\nPart {}: {} {}\n", part.number + 1, model::to_string(part.state),
                   part.remote_url);
    }
}

int show(const Context& context, const QueueOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto reader = store::Reader::open(ledger_of(loaded->config));
    if (!reader) return report(reader.error());
    struct Shown {
        std::optional<model::Delivery> delivery;
        std::string history;
    };
    const auto found = (*reader)->read([&](const store::Tables& tables) {
        return Shown{tables.deliveries.get(options.id), tables.deliveries.history(options.id)};
    });
    if (!found) return report(found.error());
    const auto& [delivery, history] = *found;
    if (!delivery) {
        fmt::print(stderr, "glossd: there is no delivery {}\n", options.id);
        return Exit::failed;
    }
    if (options.json) {
        auto object = api::to_json(*delivery);
        object["history"] = history;
        fmt::print("{}\n", object.dump());
    } else {
        print_delivery(*delivery);
        if (!history.empty()) fmt::print("\nHistory:\n{}", history);
    }
    return Exit::done;
}

using Change = std::function<model::Result<void>(store::Tables&)>;

model::Result<void> change(const config::Config& config, const std::string& route,
                           const Change& change) {
    const auto changed =
        change_ledger(config, {route}, [&](const OwnLedger& own) -> model::Result<ordered_json> {
            const auto done = own.run<void>(change);
            if (!done) return tl::make_unexpected(done.error());
            return ordered_json::object();
        });
    if (!changed) return tl::make_unexpected(changed.error());
    return {};
}

int change_delivery(const Context& context, std::int64_t id, const std::string& verb,
                    const Change& made, const std::string& done) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto changed =
        change(loaded->config, fmt::format("/api/v1/deliveries/{}/{}", id, verb), made);
    if (!changed) return report(changed.error());
    fmt::print("Delivery {} {}\n", id, done);
    return Exit::done;
}

int retry(const Context& context, const QueueOptions& options) {
    return change_delivery(
        context, options.id, "retry",
        [&](store::Tables& tables) {
            return tables.deliveries.retry(options.id, model::wall_now());
        },
        "will be sent.");
}

int drop(const Context& context, const QueueOptions& options) {
    return change_delivery(
        context, options.id, "drop",
        [&](store::Tables& tables) -> model::Result<void> {
            tables.deliveries.drop(options.id, model::wall_now());
            return {};
        },
        "is dropped; it will never be sent.");
}

int approve(const Context& context, const QueueOptions& options) {
    return change_delivery(
        context, options.id, "approve",
        [&](store::Tables& tables) {
            return tables.deliveries.approve(options.id, model::wall_now());
        },
        "is approved and will be sent.");
}

// `target` of the options, or everything.
int change_pause(const Context& context, const QueueOptions& options, const std::string& verb,
                 const Change& made, const std::string& done) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto& target = options.target;
    if (!target.empty()) {
        const auto known = config::known_target(loaded->config, target);
        if (!known && verb == "pause") return report(known.error());
    }
    const auto query = target.empty() ? "" : "?target=" + text::percent_encode(target);
    const auto changed = change(loaded->config, "/api/v1/queue/" + verb + query, made);
    if (!changed) return report(changed.error());
    fmt::print("{} {}\n", target.empty() ? "Everything" : "Target " + target, done);
    return Exit::done;
}

int pause(const Context& context, const QueueOptions& options) {
    return change_pause(
        context, options, "pause",
        [&](store::Tables& tables) -> model::Result<void> {
            tables.pauses.pause(options.target, model::wall_now());
            return {};
        },
        "is paused: nothing is translated or sent until `glossd queue resume`. Sources are still "
        "read, and what is in flight ends.");
}

int resume(const Context& context, const QueueOptions& options) {
    return change_pause(
        context, options, "resume",
        [&](store::Tables& tables) { return tables.pauses.resume(options.target); }, "goes on.");
}

using QueueVerb = int (*)(const Context&, const QueueOptions&);

CLI::App* add_verb(CLI::App& queue, Context& context, const std::shared_ptr<QueueOptions>& options,
                   const std::string& name, const std::string& description, QueueVerb verb) {
    auto* command = queue.add_subcommand(name, description);
    command->callback([&context, options, verb] {
        context.action = [&context, options, verb] { return verb(context, *options); };
    });
    return command;
}

void add_list_options(CLI::App& command, const std::shared_ptr<QueueOptions>& options) {
    command
        .add_option("--state", options->state,
                    "only this state; without it, all that is not finished")
        ->type_name("STATE")
        ->check(CLI::IsMember(
            {"planned", "ready", "sending", "unknown", "published", "held", "dropped"}));
    command.add_option("--target", options->target, "only this target")->type_name("NAME");
    command.add_option("--limit", options->limit, "at most so many (default 50; up to 1000)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000));
    command.add_option("--after", options->after, "from behind this delivery on")->type_name("ID");
    command.add_flag("--json", options->json, "one JSON object a line");
}

}  // namespace

void add_queue(CLI::App& app, Context& context) {
    auto* queue = app.add_subcommand("queue", "the outbox: what waits, what is held and why");
    auto options = std::make_shared<QueueOptions>();
    add_list_options(*queue, options);
    queue->callback([&context, options, queue] {
        if (!queue->get_subcommands().empty()) return;
        context.action = [&context, options] { return list(context, *options); };
    });
    add_list_options(
        *add_verb(*queue, context, options, "list", "what waits and what is held", list), options);
    auto* show_command =
        add_verb(*queue, context, options, "show",
                 "one delivery: its state, reason, translation, parts and history", show);
    show_command->add_flag("--json", options->json, "one JSON object");
    auto* approve_command =
        add_verb(*queue, context, options, "approve", "send a held translation as it is", approve);
    add_queue_edit(*queue, context);
    auto* retry_command =
        add_verb(*queue, context, options, "retry", "send a held delivery after all", retry);
    auto* drop_command =
        add_verb(*queue, context, options, "drop", "never send this delivery", drop);
    auto* pause_command = add_verb(*queue, context, options, "pause",
                                   "translate and send nothing until it is resumed", pause);
    auto* resume_command = add_verb(*queue, context, options, "resume", "go on", resume);
    add_choose(*queue, context);
    for (auto* command : {pause_command, resume_command}) {
        command->add_option("--target", options->target, "only this target (default: everything)")
            ->type_name("NAME");
    }
    for (auto* command : {show_command, approve_command, retry_command, drop_command}) {
        command->add_option("id", options->id, "the delivery's number")->required();
    }
}

}  // namespace glossd::cli
