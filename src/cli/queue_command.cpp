#include "api/delivery_json.hpp"
#include "api/socket_client.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/table.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

struct Options {
    std::string state;
    std::string target;
    std::int64_t id = 0;
    int limit = 50;
    std::int64_t after = 0;
    bool json = false;
};

int list(const Context& context, const Options& options) {
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

int show(const Context& context, const Options& options) {
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

using Change = model::Result<void> (*)(store::Deliveries&, std::int64_t);

// Through the daemon when one runs, else on the ledger itself, under the lock.
model::Result<void> change_delivery(const config::Config& config, std::int64_t id,
                                    const std::string& verb, Change change) {
    const auto ledger = OwnLedger::open(config);
    if (!ledger && ledger.error().kind == model::ErrorKind::locked) {
        return api::post_to_daemon(config.glossd.state,
                                   fmt::format("/api/v1/deliveries/{}/{}", id, verb));
    }
    if (!ledger) return tl::make_unexpected(ledger.error());
    return ledger->run<void>([&](store::Tables& tables) { return change(tables.deliveries, id); });
}

int change_and_say(const Context& context, const Options& options, const std::string& verb,
                   Change change, const std::string& done) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto changed = change_delivery(loaded->config, options.id, verb, change);
    if (!changed) return report(changed.error());
    fmt::print("Delivery {} {}\n", options.id, done);
    return Exit::done;
}

int retry(const Context& context, const Options& options) {
    return change_and_say(
        context, options, "retry",
        [](store::Deliveries& deliveries, std::int64_t id) {
            return deliveries.retry(id, model::wall_now());
        },
        "will be sent.");
}

int drop(const Context& context, const Options& options) {
    return change_and_say(
        context, options, "drop",
        [](store::Deliveries& deliveries, std::int64_t id) {
            deliveries.drop(id, model::wall_now());
            return model::Result<void>{};
        },
        "is dropped; it will never be sent.");
}

using Verb = int (*)(const Context&, const Options&);

CLI::App* add_verb(CLI::App& queue, Context& context, const std::shared_ptr<Options>& options,
                   const std::string& name, const std::string& description, Verb verb) {
    auto* command = queue.add_subcommand(name, description);
    command->callback([&context, options, verb] {
        context.action = [&context, options, verb] { return verb(context, *options); };
    });
    return command;
}

void add_list_options(CLI::App& command, const std::shared_ptr<Options>& options) {
    command.add_option("--state", options->state, "only this state")
        ->check(CLI::IsMember(
            {"planned", "ready", "sending", "unknown", "published", "held", "dropped"}));
    command.add_option("--target", options->target, "only this target");
    command.add_option("--limit", options->limit, "at most so many (default 50)")
        ->check(CLI::Range(1, 1000));
    command.add_option("--after", options->after, "from behind this delivery on");
    command.add_flag("--json", options->json, "one JSON object a line");
}

}  // namespace

void add_queue(CLI::App& app, Context& context) {
    auto* queue = app.add_subcommand("queue", "the outbox: what waits, what is held and why");
    auto options = std::make_shared<Options>();
    add_list_options(*queue, options);
    queue->callback([&context, options, queue] {
        if (!queue->get_subcommands().empty()) return;
        context.action = [&context, options] { return list(context, *options); };
    });
    add_list_options(
        *add_verb(*queue, context, options, "list", "what waits and what is held", list), options);
    auto* show_command = add_verb(*queue, context, options, "show", "one delivery, whole", show);
    show_command->add_flag("--json", options->json, "one JSON object");
    auto* retry_command =
        add_verb(*queue, context, options, "retry", "send a held delivery after all", retry);
    auto* drop_command =
        add_verb(*queue, context, options, "drop", "never send this delivery", drop);
    for (auto* command : {show_command, retry_command, drop_command}) {
        command->add_option("id", options->id, "the delivery's number")->required();
    }
}

}  // namespace glossd::cli
