// Catalogue: every metric there is, in one table: Prometheus names, labels, help and
// docs/metrics.md are read off it. What one would get wrong: a name is a promise to other people's
// dashboards.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::monitor {

enum class Metric {
    build_info,
    lane_calls,
    lane_retries,
    lane_latency,
    lane_in_flight,
    lane_waiting,
    lane_parked,
    lane_limit,
    lane_rate,
    lane_breaker,
    source_polls,
    source_failed_polls,
    source_posts,
    source_lag,
    target_deliveries,
    target_oldest_waiting,
    texts,
    text_results,
    memory_lookups,
    memory_hits,
    memory_lookup_time,
    memory_entries,
    memory_bytes,
    engine_tokens,
    engine_characters,
    engine_batch,
    engine_token_time,
    connections_opened,
    connections_reused,
    connections_idle,
    process_cpu,
    process_resident,
    process_threads,
    process_handles,
    process_start,
    loop_delay,
    store_commits,
    store_works,
    store_commit_time,
    alerts,
    count_,  // how many there are; not one of them
};

enum class Kind { counter, gauge, histogram };

struct MetricFacts {
    Metric metric = Metric::count_;
    std::string_view name;
    Kind kind = Kind::counter;
    std::vector<std::string_view> labels;
    std::string_view help;
    // Of a histogram: its Prometheus buckets end at 2^first to 2^last microseconds.
    int first_bucket = 0;
    int last_bucket = 0;
};

const std::vector<MetricFacts>& catalogue();  // in the order of the enum
const MetricFacts& facts_of(Metric metric);
std::optional<Metric> metric_named(std::string_view name);

// The table of docs/metrics.md, a row a metric.
std::string catalogue_as_markdown();

}  // namespace glossd::monitor
