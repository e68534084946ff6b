// `glossd queue choose`: what becomes of deliveries that a guard holds for a person.
#include "api/by_hand_json.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/table.hpp"
#include "text/time_format.hpp"

#include <charconv>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

struct ChooseOptions {
    std::string what;  // empty: only show
    std::string because;
    std::string source;
    std::string target;
    bool json = false;
};

const char* words_for(store::Guard guard) {
    return guard == store::Guard::backlog ? "beyond max_backlog" : "may be on the account already";
}

int show_choices(const config::Config& config, const ChooseOptions& options) {
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return report(reader.error());
    const auto groups =
        (*reader)->read([](const store::Tables& tables) { return tables.guards.waiting(); });
    if (!groups) return report(groups.error());
    Table table(std::vector<std::string>{"because", "source", "target", "held", "since", ""});
    for (const auto& group : *groups) {
        const auto since = text::to_rfc3339(group.since);
        if (options.json) {
            const ordered_json object{{"because", store::to_string(group.guard)},
                                      {"source", group.source},
                                      {"target", group.target},
                                      {"held", group.waiting},
                                      {"since", since}};
            fmt::print("{}\n", object.dump());
            continue;
        }
        table.add({std::string(store::to_string(group.guard)), group.source, group.target,
                   std::to_string(group.waiting), since, words_for(group.guard)});
    }
    if (options.json) return Exit::done;
    if (table.empty()) {
        fmt::print("Nothing waits for a choice.\n");
    } else {
        fmt::print(
            "{}Choose: glossd queue choose all, latest:N or none, with --source, --target "
            "or --because\n",
            table.text());
    }
    return Exit::done;
}

// The number that is to be published; nothing inside: all. An error for another word.
model::Result<std::optional<std::int64_t>> newest_of(const std::string& what) {
    if (what == "all") return std::optional<std::int64_t>();
    if (what == "none") return std::optional<std::int64_t>(0);
    const std::string latest = "latest:";
    std::int64_t count = 0;
    if (what.starts_with(latest)) {
        const auto* begin = what.data() + latest.size();
        const auto* end = what.data() + what.size();
        const auto [read, trouble] = std::from_chars(begin, end, count);
        if (trouble == std::errc{} && read == end && count > 0) {
            return std::optional<std::int64_t>(count);
        }
    }
    return model::fail(model::ErrorKind::config,
                       "\"" + what + "\" is no choice: say all, latest:N or none");
}

model::Result<api::ChoiceOrder> order_of(const ChooseOptions& options) {
    const auto newest = newest_of(options.what);
    if (!newest) return tl::make_unexpected(newest.error());
    api::ChoiceOrder order;
    order.newest = *newest;
    if (!options.because.empty()) order.filter.guard = store::guard_named(options.because);
    if (!options.source.empty()) order.filter.source = options.source;
    if (!options.target.empty()) order.filter.target = options.target;
    return order;
}

int choose(const Context& context, const ChooseOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto& config = loaded->config;
    if (options.what.empty()) return show_choices(config, options);
    const auto order = order_of(options);
    if (!order) return report(order.error());
    const auto chosen = change_ledger(
        config, {"/api/v1/queue/choose", api::to_json(*order).dump(), std::chrono::minutes(2)},
        [&](const OwnLedger& own) -> model::Result<ordered_json> {
            const auto done = own.run<store::Chosen>([&](store::Tables& tables) {
                return tables.guards.choose(order->filter, order->newest, model::wall_now());
            });
            if (!done) return tl::make_unexpected(done.error());
            return api::to_json(*done);
        });
    if (!chosen) return report(chosen.error());
    if (options.json) {
        fmt::print("{}\n", chosen->dump());
    } else {
        fmt::print("Released: {}. Dropped: {}.\n", chosen->value("released", 0LL),
                   chosen->value("dropped", 0LL));
    }
    return Exit::done;
}

}  // namespace

void add_choose(CLI::App& queue, Context& context) {
    auto* command = queue.add_subcommand(
        "choose", "what becomes of a backlog, or of what an account may have already");
    auto options = std::make_shared<ChooseOptions>();
    command
        ->add_option("what", options->what,
                     "all: publish them; latest:N: only the newest of each source and target; "
                     "none: drop them; without it, show what waits")
        ->type_name("all|latest:N|none");
    command
        ->add_option("--because", options->because,
                     "only what is held for this reason: backlog (beyond `max_backlog`) or "
                     "restored (the account knows more than the ledger)")
        ->type_name("REASON")
        ->check(CLI::IsMember({"backlog", "restored"}));
    command->add_option("--source", options->source, "only of this source")->type_name("NAME");
    command->add_option("--target", options->target, "only for this target")->type_name("NAME");
    command->add_flag("--json", options->json, "JSON, for programs");
    command->callback([&context, options] {
        context.action = [&context, options] { return choose(context, *options); };
    });
}

}  // namespace glossd::cli
