#include "cli/reports.hpp"

#include "cli/json_text.hpp"
#include "cli/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

using nlohmann::ordered_json;

namespace {

using Cells = std::vector<std::string>;

std::string count(const ordered_json& object, const char* key) {
    return fmt::format("{}", object.value(key, std::int64_t{0}));
}

std::string percent(double share) {
    return fmt::format("{:.1f} %", share * 100);
}

// A quantile of {"count","p50",...}; "-" when nothing was measured.
std::string quantile(const ordered_json& times, const char* which) {
    if (times.value("count", 0) == 0) return "-";
    return duration_text(times.value(which, 0.0));
}

std::string section(const std::string& title, const Table& table) {
    return table.empty() ? std::string() : fmt::format("\n{}\n{}", title, table.text());
}

std::string lanes_text(const ordered_json& lanes) {
    Table table(Cells{"service", "calls", "a minute", "p50", "p95", "p99", "failed", "refused",
                      "rejected", "retries", "in flight", "waiting"});
    for (const auto& lane : lanes) {
        const auto& latency = lane["latency_seconds"];
        table.add({text_of(lane, "kind") + " " + text_of(lane, "name"), count(lane, "calls"),
                   fmt::format("{:.1f}", lane.value("per_minute", 0.0)), quantile(latency, "p50"),
                   quantile(latency, "p95"), quantile(latency, "p99"), count(lane, "failed"),
                   count(lane, "refused"), count(lane, "rejected"), count(lane, "retries"),
                   count(lane, "in_flight"), count(lane, "waiting")});
    }
    return section("Services", table);
}

std::string sources_text(const ordered_json& sources) {
    Table table(
        Cells{"source", "polls", "failed", "new", "known", "duplicate", "lag p50", "lag p95"});
    for (const auto& source : sources) {
        const auto& lag = source["lag_seconds"];
        table.add({text_of(source, "name"), count(source, "polls"), count(source, "failed"),
                   count(source, "new"), count(source, "known"), count(source, "duplicate"),
                   quantile(lag, "p50"), quantile(lag, "p95")});
    }
    return section("Sources", table);
}

std::string targets_text(const ordered_json& targets) {
    Table table(Cells{"target", "published", "held", "failed attempts", "oldest waits"});
    for (const auto& target : targets) {
        const auto waits = target.value("oldest_waiting_seconds", 0.0);
        table.add({text_of(target, "name"), count(target, "published"), count(target, "held"),
                   count(target, "failed_attempts"), waits > 0 ? duration_text(waits) : "-"});
    }
    return section("Targets", table);
}

std::string engines_text(const ordered_json& engines) {
    Table table(Cells{"engine", "tokens in", "tokens out", "characters", "texts a call"});
    for (const auto& engine : engines) {
        table.add({text_of(engine, "name"), count(engine, "input_tokens"),
                   count(engine, "output_tokens"), count(engine, "characters"),
                   count(engine, "batch_texts")});
    }
    return section("Engines", table);
}

std::string totals_text(const ordered_json& all) {
    const auto& memory = all["memory"];
    const auto& connections = all["connections"];
    const auto& process = all["process"];
    const auto& store = all["store"];
    return fmt::format(
        "\nMemory       {} looked up, {} found ({}), a look-up takes {}\n"
        "Connections  {} opened, {} reused ({}), {} idle\n"
        "Process      CPU {}, {}, {} threads, {} open handles, loop delay p99 {}\n"
        "Store        {} commits of {} works, {} a commit\n",
        count(memory, "lookups"), count(memory, "hits"), percent(memory.value("hit_rate", 0.0)),
        quantile(memory["lookup_seconds"], "p50"), count(connections, "opened"),
        count(connections, "reused"), percent(connections.value("reuse_rate", 0.0)),
        count(connections, "idle"), percent(process.value("cpu", 0.0)),
        bytes_text(process.value("resident_bytes", 0.0)), count(process, "threads"),
        count(process, "open_handles"), quantile(process["loop_delay_seconds"], "p99"),
        count(store, "commits"), count(store, "works"),
        duration_text(store.value("commit_seconds", 0.0)));
}

std::string alerts_text(const ordered_json& all) {
    std::string text;
    for (const auto& alert : all.value("alerts", ordered_json::array())) {
        text += fmt::format("\nALERT {}: {}", text_of(alert, "name"), text_of(alert, "message"));
    }
    return text.empty() ? text : text + "\n";
}

std::string status_head(const ordered_json& status) {
    if (status.value("live", false)) {
        return fmt::format("glossd {} {} since {}\n", text_of(status, "version"),
                           status.value("ready", false) ? "runs" : "is starting or stopping",
                           text_of(status, "started"));
    }
    const auto recorded = text_of(status, "last_recorded");
    return recorded.empty() ? "glossd does not run.\n"
                            : fmt::format("glossd does not run; last recorded {}\n", recorded);
}

std::string most_used_text(const ordered_json& entries) {
    Table table(Cells{"hits", "to", "engine", "translation", "key"});
    for (const auto& entry : entries) {
        table.add({count(entry, "hits"), text_of(entry, "to"), text_of(entry, "engine"),
                   one_line(text_of(entry, "text"), 50), text_of(entry, "key").substr(0, 12)});
    }
    return section("Most used", table);
}

// A number of things, or money.
std::string amount(const ordered_json& budget, const char* key) {
    const auto value = budget.value(key, ordered_json());
    return value.is_number_float() ? fmt::format("{:.4f}", value.get<double>())
                                   : count(budget, key);
}

// A daemon of an earlier version knows of none.
std::string budgets_text(const ordered_json& status) {
    Table table(Cells{"budget", "of", "used", "limit", "until"});
    for (const auto& budget : status.value("budgets", ordered_json::array())) {
        table.add({text_of(budget, "kind") + " " + text_of(budget, "name"),
                   text_of(budget, "unit") + " a " + text_of(budget, "per"), amount(budget, "used"),
                   amount(budget, "limit"), text_of(budget, "until")});
    }
    return section("Budgets", table);
}

std::string pause_text(const ordered_json& target) {
    if (!target.value("paused", false)) return {};
    const auto reason = one_line(text_of(target, "pause_reason"), 60);
    return reason.empty() ? "PAUSED" : "PAUSED: " + reason;
}

}  // namespace

std::string duration_text(double seconds) {
    if (seconds < 0.001) return fmt::format("{:.0f} µs", seconds * 1e6);
    if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1e3);
    if (seconds < 120) return fmt::format("{:.2f} s", seconds);
    if (seconds < 7200) return fmt::format("{:.1f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

std::string bytes_text(double bytes) {
    constexpr double kib = 1024;
    if (bytes < kib * kib) return fmt::format("{:.1f} KiB", bytes / kib);
    return fmt::format("{:.1f} MiB", bytes / kib / kib);
}

std::string performance_text(const ordered_json& all) {
    const auto interval = duration_text(all.value("interval_seconds", 0.0));
    auto text = all.value("live", false)
                    ? fmt::format("Live, the last {} up to {}\n", interval, text_of(all, "at"))
                    : fmt::format("glossd does not run; the last recorded {} up to {}\n", interval,
                                  text_of(all, "at"));
    return text + alerts_text(all) + lanes_text(all["lanes"]) + sources_text(all["sources"]) +
           targets_text(all["targets"]) + engines_text(all["engines"]) + totals_text(all);
}

std::string status_text(const ordered_json& status) {
    Table sources(Cells{"source", "last read", "failures", "next try", "stopped"});
    for (const auto& source : status["sources"]) {
        sources.add({text_of(source, "name"),
                     source.contains("last_success") ? text_of(source, "last_success") : "never",
                     count(source, "failures"), text_of(source, "next_poll"),
                     text_of(source, "stopped")});
    }
    Table targets(Cells{"target", "language", "published", "waiting", "unknown", "held", ""});
    for (const auto& target : status["targets"]) {
        targets.add({text_of(target, "name"), text_of(target, "language"),
                     count(target, "published"), count(target, "waiting"), count(target, "unknown"),
                     count(target, "held"), pause_text(target)});
    }
    Table lanes(Cells{"service", "in flight", "limit", "waiting", "parked until", "reason"});
    for (const auto& lane : status["lanes"]) {
        const bool parked = lane.value("parked", false);
        const bool for_good = parked && !lane.contains("parked_until");
        lanes.add({text_of(lane, "kind") + " " + text_of(lane, "name"), count(lane, "in_flight"),
                   lane.contains("limit") ? count(lane, "limit") : "", count(lane, "waiting"),
                   for_good ? "glossd is started again" : text_of(lane, "parked_until"),
                   one_line(text_of(lane, "reason"), 60)});
    }
    return status_head(status) + alerts_text(status) + section("Sources", sources) +
           section("Targets", targets) + section("Services", lanes) + budgets_text(status);
}

std::string cache_text(const ordered_json& cache) {
    const auto& memory = cache["memory"];
    const auto& duplicates = cache["duplicates"];
    auto text = fmt::format(
        "Translation memory  {} of {} entries, {} of {} ({} full), kept for {}, {} hits ever\n",
        count(memory, "entries"), count(memory, "max_entries"),
        bytes_text(memory.value("bytes", 0.0)), bytes_text(memory.value("max_bytes", 0.0)),
        percent(memory.value("utilisation", 0.0)), text_of(memory, "ttl"),
        count(memory, "hits_ever"));
    text += fmt::format("By hand             {} of them, kept until purged\n",
                        count(memory, "by_hand"));
    if (memory.contains("oldest")) {
        text += fmt::format("By engines          made between {} and {}\n",
                            text_of(memory, "oldest"), text_of(memory, "newest"));
    }
    if (memory.contains("last_day")) {
        const auto& day = memory["last_day"];
        text += fmt::format("Last 24 hours       {:.0f} looked up, {:.0f} found ({})\n",
                            day.value("lookups", 0.0), day.value("hits", 0.0),
                            percent(day.value("hit_rate", 0.0)));
    }
    text += fmt::format("Duplicate filter    {} of {} entries ({} full), kept for {}\n",
                        count(duplicates, "entries"), count(duplicates, "max_entries"),
                        percent(duplicates.value("utilisation", 0.0)), text_of(duplicates, "ttl"));
    Table languages(Cells{"language", "entries"});
    for (const auto& [language, entries] : memory["languages"].items()) {
        languages.add({language, fmt::format("{}", entries.get<std::int64_t>())});
    }
    return text + section("Languages", languages) + most_used_text(memory["most_used"]);
}

}  // namespace glossd::cli
