#include "monitor/catalogue.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace glossd::monitor {

namespace {

// Buckets of service calls: half a millisecond to two minutes; of lag: a quarter of a second to
// three days; of what happens inside: 16 microseconds to four seconds.
constexpr int call_first = 9, call_last = 27;
constexpr int lag_first = 18, lag_last = 38;
constexpr int inner_first = 4, inner_last = 22;

std::vector<MetricFacts> make_catalogue() {
    using enum Kind;
    return {
        {Metric::build_info, "glossd_build_info", gauge, {"version"}, "Always 1."},
        {Metric::lane_calls,
         "glossd_lane_calls_total",
         counter,
         {"kind", "name", "outcome"},
         "Calls to a service that ended, by what they came to."},
        {Metric::lane_retries,
         "glossd_lane_retries_total",
         counter,
         {"kind", "name"},
         "Calls put back to be made again."},
        {Metric::lane_latency,
         "glossd_lane_latency_seconds",
         histogram,
         {"kind", "name"},
         "From the start of a call to its answer, as the loop sees it.",
         call_first,
         call_last},
        {Metric::lane_in_flight,
         "glossd_lane_in_flight",
         gauge,
         {"kind", "name"},
         "Calls under way."},
        {Metric::lane_waiting,
         "glossd_lane_waiting",
         gauge,
         {"kind", "name"},
         "Calls that wait for their turn."},
        {Metric::lane_parked,
         "glossd_lane_parked",
         gauge,
         {"kind", "name"},
         "1 while nothing is sent because the service fails, limits or refuses us."},
        {Metric::lane_limit,
         "glossd_lane_limit",
         gauge,
         {"kind", "name"},
         "Calls that may be under way at once at the moment."},
        {Metric::lane_rate,
         "glossd_lane_calls_per_second",
         gauge,
         {"kind", "name"},
         "Calls a second that the service allows, learned from its refusals; 0: none learned."},
        {Metric::lane_breaker,
         "glossd_lane_breaker",
         gauge,
         {"kind", "name"},
         "The circuit breaker: 0 closed, 1 half open (one call at a time), 2 open."},
        {Metric::source_polls,
         "glossd_source_polls_total",
         counter,
         {"source"},
         "Requests to a source."},
        {Metric::source_failed_polls,
         "glossd_source_failed_polls_total",
         counter,
         {"source"},
         "Polls that failed."},
        {Metric::source_posts,
         "glossd_source_posts_total",
         counter,
         {"source", "kind"},
         "Posts read, by what was found: new, known, duplicate, filtered or skipped."},
        {Metric::source_lag,
         "glossd_source_lag_seconds",
         histogram,
         {"source"},
         "From the publication of a post to a confirmed delivery.",
         lag_first,
         lag_last},
        {Metric::target_deliveries,
         "glossd_target_deliveries_total",
         counter,
         {"target", "result"},
         "Deliveries published or held, and attempts that failed."},
        {Metric::target_oldest_waiting,
         "glossd_target_oldest_waiting_seconds",
         gauge,
         {"target"},
         "How long the oldest delivery that is not done has been known."},
        {Metric::texts, "glossd_texts_total", counter, {}, "Texts that were to be translated."},
        {Metric::text_results,
         "glossd_text_results_total",
         counter,
         {"result"},
         "Texts answered without an engine (memory, copied) or refused by all (failed)."},
        {Metric::memory_lookups,
         "glossd_memory_lookups_total",
         counter,
         {},
         "Texts looked up in the translation memory."},
        {Metric::memory_hits, "glossd_memory_hits_total", counter, {}, "Texts found there."},
        {Metric::memory_lookup_time,
         "glossd_memory_lookup_seconds",
         histogram,
         {},
         "Looking up all texts of a post in one language, in the store.",
         inner_first,
         inner_last},
        {Metric::memory_entries,
         "glossd_memory_entries",
         gauge,
         {},
         "Translations in the memory; counted once a minute."},
        {Metric::memory_bytes,
         "glossd_memory_bytes",
         gauge,
         {},
         "What they take on disk, about; counted once a minute."},
        {Metric::engine_tokens,
         "glossd_engine_tokens_total",
         counter,
         {"engine", "direction"},
         "Tokens as the service counted them, input and output."},
        {Metric::engine_characters,
         "glossd_engine_characters_total",
         counter,
         {"engine"},
         "Characters as the service bills them."},
        {Metric::engine_batch,
         "glossd_engine_batch_texts",
         gauge,
         {"engine"},
         "Texts that one call may carry at most, as found by watching the engine."},
        {Metric::engine_token_time,
         "glossd_engine_token_seconds",
         gauge,
         {"engine"},
         "What a call takes longer for each token it writes, of late; 0: not known."},
        {Metric::connections_opened,
         "glossd_connections_opened_total",
         counter,
         {},
         "HTTP connections made."},
        {Metric::connections_reused,
         "glossd_connections_reused_total",
         counter,
         {},
         "HTTP exchanges that found one open."},
        {Metric::connections_idle,
         "glossd_connections_idle",
         gauge,
         {},
         "Open HTTP connections without an exchange."},
        {Metric::process_cpu,
         "glossd_process_cpu_seconds_total",
         counter,
         {},
         "Processor time of this process, user and system."},
        {Metric::process_resident,
         "glossd_process_resident_bytes",
         gauge,
         {},
         "Memory in use (RSS)."},
        {Metric::process_threads, "glossd_process_threads", gauge, {}, "Threads."},
        {Metric::process_handles,
         "glossd_process_open_handles",
         gauge,
         {},
         "Open file descriptors."},
        {Metric::process_start,
         "glossd_process_start_time_seconds",
         gauge,
         {},
         "When this process began, in seconds since 1970."},
        {Metric::loop_delay,
         "glossd_loop_delay_seconds",
         histogram,
         {},
         "How late the loop is with a timer, once a second.",
         inner_first,
         inner_last},
        {Metric::store_commits,
         "glossd_store_commits_total",
         counter,
         {},
         "Transactions written to the ledger."},
        {Metric::store_works, "glossd_store_works_total", counter, {}, "Works that shared them."},
        {Metric::store_commit_time,
         "glossd_store_commit_seconds_total",
         counter,
         {},
         "Time those transactions took, to the end of fsync."},
        {Metric::alerts,
         "glossd_alerts_active",
         gauge,
         {"kind", "name"},
         "1 while an alert is raised."},
    };
}

std::string_view to_string(Kind kind) {
    return kind == Kind::counter ? "counter" : kind == Kind::gauge ? "gauge" : "histogram";
}

}  // namespace

const std::vector<MetricFacts>& catalogue() {
    static const auto table = make_catalogue();
    return table;
}

const MetricFacts& facts_of(Metric metric) {
    return catalogue().at(static_cast<std::size_t>(metric));
}

std::optional<Metric> metric_named(std::string_view name) {
    const auto& all = catalogue();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& facts) { return facts.name == name; });
    return found == all.end() ? std::nullopt : std::optional(found->metric);
}

std::string catalogue_as_markdown() {
    std::string text = "| name | kind | labels | meaning |\n|---|---|---|---|\n";
    for (const auto& facts : catalogue()) {
        text += fmt::format("| `{}` | {} | {} | {} |\n", facts.name, to_string(facts.kind),
                            fmt::join(facts.labels, ", "), facts.help);
    }
    return text;
}

}  // namespace glossd::monitor
