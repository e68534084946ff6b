#include "api/status_json.hpp"
#include "cli/cache_transfer.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/reports.hpp"
#include "config/units.hpp"
#include "daemon/cached.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

constexpr std::chrono::minutes vacuum_patience{10};
constexpr int a_round = 500;

struct CacheOptions {
    bool json = false;
    std::string what;  // KEY or TEXT
    std::string older_than;
    std::string language;
    bool by_hand = false;
};

int stats(const config::Config& config, const CacheOptions& options) {
    const auto cache = live_or_recorded(
        config, "/api/v1/cache", [&](const store::Tables& tables) -> model::Result<ordered_json> {
            return api::cache_json(config, tables, model::wall_now());
        });
    if (!cache) return report(cache.error());
    fmt::print("{}", options.json ? cache->dump() + "\n" : cache_text(*cache));
    return Exit::done;
}

int get(const config::Config& config, const CacheOptions& options) {
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return report(reader.error());
    const auto keys = daemon::memory_keys(config, options.what);
    if (!keys) return report(keys.error());
    const auto found = (*reader)->read([&](const store::Tables& tables) {
        std::vector<store::MemoryEntry> entries;
        for (const auto& key : *keys) {
            if (auto entry = tables.memory.entry(key)) entries.push_back(std::move(*entry));
        }
        return entries;
    });
    if (!found) return report(found.error());
    for (const auto& entry : *found) {
        const auto json = api::to_json(entry);
        if (options.json) {
            fmt::print("{}\n", json.dump());
            continue;
        }
        fmt::print("{} to {} {}, {}, last used {}\nkey {}\n{}\n\n", entry.from, entry.to,
                   entry.row.by_hand ? "by hand" : "by " + entry.row.engine,
                   counted(entry.hits, "hit"), json["last_used"].get<std::string>(),
                   json["key"].get<std::string>(), json["text"].get<std::string>());
    }
    if (!found->empty()) return Exit::done;
    fmt::print(stderr, "glossd: the memory has no translation of that\n");
    return Exit::failed;
}

model::Result<ordered_json> purge_alone(const OwnLedger& ledger,
                                        const store::MemoryFilter& filter) {
    std::int64_t purged = 0;
    while (true) {
        const auto round = ledger.run<std::int64_t>(
            [&](store::Tables& tables) { return tables.memory.purge(filter, a_round); });
        if (!round) return tl::make_unexpected(round.error());
        purged += *round;
        if (*round < a_round) return ordered_json{{"purged", purged}};
    }
}

int purge(const config::Config& config, const CacheOptions& options) {
    store::MemoryFilter filter;
    std::string query;
    if (!options.older_than.empty()) {
        const auto age = config::parse_duration(options.older_than);
        if (!age) {
            fmt::print(stderr, "glossd: --older-than: {}\n", age.error());
            return Exit::usage;
        }
        filter.created_before = model::wall_now() - *age;
        query += "&older_than=" + options.older_than;
    }
    if (!options.language.empty()) {
        const auto language = model::Language::parse(options.language);
        if (!language) {
            fmt::print(stderr, "glossd: --language: {}\n", language.error().message);
            return Exit::usage;
        }
        filter.to = language->tag();
        query += "&language=" + language->tag();
    }
    if (options.by_hand) {
        filter.by_hand_too = true;
        query += "&by_hand=1";
    }
    if (!query.empty()) query.front() = '?';
    const auto done = change_ledger(config, {"/api/v1/cache/purge" + query, "", vacuum_patience},
                                    [&](const OwnLedger& own) { return purge_alone(own, filter); });
    if (!done) return report(done.error());
    if (options.json) {
        fmt::print("{}\n", done->dump());
    } else {
        fmt::print("{} removed; `glossd cache vacuum` gives the space back\n",
                   counted(done->value("purged", 0LL), "translation"));
    }
    return Exit::done;
}

model::Result<ordered_json> vacuum_alone(const OwnLedger& ledger) {
    std::promise<model::Result<store::Vacuumed>> answer;
    ledger.database->vacuum(
        [&](model::Result<store::Vacuumed> done) { answer.set_value(std::move(done)); });
    return answer.get_future().get().map([](const store::Vacuumed& done) {
        return ordered_json{{"bytes_before", done.bytes_before}, {"bytes_after", done.bytes_after}};
    });
}

int vacuum(const config::Config& config, const CacheOptions& options) {
    const auto done =
        change_ledger(config, {"/api/v1/cache/vacuum", "", vacuum_patience}, vacuum_alone);
    if (!done) return report(done.error());
    if (options.json) {
        fmt::print("{}\n", done->dump());
    } else {
        fmt::print("{} before, {} now\n", bytes_text(done->value("bytes_before", 0.0)),
                   bytes_text(done->value("bytes_after", 0.0)));
    }
    return Exit::done;
}

using CacheVerb = int (*)(const config::Config&, const CacheOptions&);

void act(CLI::App& command, Context& context, const std::shared_ptr<CacheOptions>& options,
         CacheVerb verb) {
    command.add_flag("--json", options->json, "JSON, for programs");
    command.callback([&command, &context, options, verb] {
        if (!command.get_subcommands().empty()) return;
        context.action = [&context, options, verb]() -> int {
            const auto loaded = load_config(context);
            return loaded ? verb(loaded->config, *options) : Exit::usage;
        };
    });
}

}  // namespace

void add_cache(CLI::App& app, Context& context) {
    auto* cache = app.add_subcommand("cache", "the translation memory and the duplicate filter");
    auto options = std::make_shared<CacheOptions>();
    act(*cache, context, options, stats);
    act(*cache->add_subcommand(
            "stats", "size, how full it is, how long entries are kept, hit rate, most used"),
        context, options, stats);
    auto* get_command = cache->add_subcommand("get", "what the memory has for a key or a text");
    get_command->add_option("what", options->what, "64 digits of a key, or the text")->required();
    act(*get_command, context, options, get);
    auto* purge_command =
        cache->add_subcommand("purge", "forget translations by engines: all, or those named");
    purge_command->add_option("--older-than", options->older_than, "made longer ago, as \"30d\"")
        ->type_name("TIME");
    purge_command->add_option("--language", options->language, "into this language")
        ->type_name("LANGUAGE");
    purge_command->add_flag("--by-hand", options->by_hand, "what people wrote too");
    act(*purge_command, context, options, purge);
    act(*cache->add_subcommand("vacuum", "give free space back to the disk"), context, options,
        vacuum);
    add_cache_transfer(*cache, context);
}

}  // namespace glossd::cli
