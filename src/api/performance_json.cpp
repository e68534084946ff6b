#include "api/performance_json.hpp"

#include "model/outcome.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace glossd::api {

using model::OutcomeKind;
using monitor::distribution;
using monitor::Metric;
using monitor::number;
using monitor::Reading;
using nlohmann::ordered_json;

namespace {

// The service's no to us, not to one item.
constexpr std::array refusals{OutcomeKind::rate_limited, OutcomeKind::quota,
                              OutcomeKind::unauthorized};
constexpr std::array failures{OutcomeKind::transient, OutcomeKind::unknown};
constexpr std::array item_failures{OutcomeKind::rejected, OutcomeKind::too_large,
                                   OutcomeKind::blocked};

std::int64_t whole(double number) {
    return std::llround(number);
}

double seconds(monitor::Microseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double share(double part, double of) {
    return of > 0 ? part / of : 0;
}

ordered_json quantiles(const monitor::Distribution& times) {
    return {{"count", times.count},
            {"p50", seconds(times.quantile(0.5))},
            {"p95", seconds(times.quantile(0.95))},
            {"p99", seconds(times.quantile(0.99))}};
}

template <class Outcomes>
double calls(const Reading& reading, const std::vector<std::string>& lane,
             const Outcomes& outcomes) {
    double sum = 0;
    for (const auto outcome : outcomes) {
        sum += number(reading, Metric::lane_calls,
                      {lane[0], lane[1], std::string(model::to_string(outcome))});
    }
    return sum;
}

ordered_json lane_json(const Reading& reading, const std::vector<std::string>& lane,
                       double interval) {
    const auto latency = distribution(reading, Metric::lane_latency, lane);
    const auto ok = calls(reading, lane, std::array{OutcomeKind::ok});
    const auto refused = calls(reading, lane, refusals);
    const auto failed = calls(reading, lane, failures);
    const auto rejected = calls(reading, lane, item_failures);
    const auto all = ok + refused + failed + rejected;
    return {{"kind", lane[0]},
            {"name", lane[1]},
            {"calls", whole(all)},
            {"per_minute", share(all, interval / 60)},
            {"ok", whole(ok)},
            {"failed", whole(failed)},
            {"refused", whole(refused)},
            {"rejected", whole(rejected)},
            {"retries", whole(number(reading, Metric::lane_retries, lane))},
            {"in_flight", whole(number(reading, Metric::lane_in_flight, lane))},
            {"waiting", whole(number(reading, Metric::lane_waiting, lane))},
            {"parked", number(reading, Metric::lane_parked, lane) != 0},
            {"latency_seconds", quantiles(latency)}};
}

ordered_json source_json(const Reading& reading, const std::string& source) {
    const auto posts = [&](const char* kind) {
        return whole(number(reading, Metric::source_posts, {source, kind}));
    };
    return {{"name", source},
            {"polls", whole(number(reading, Metric::source_polls, {source}))},
            {"failed", whole(number(reading, Metric::source_failed_polls, {source}))},
            {"new", posts("new")},
            {"known", posts("known")},
            {"duplicate", posts("duplicate")},
            {"filtered", posts("filtered")},
            {"skipped", posts("skipped")},
            {"lag_seconds", quantiles(distribution(reading, Metric::source_lag, {source}))}};
}

ordered_json target_json(const Reading& reading, const std::string& target) {
    const auto deliveries = [&](const char* result) {
        return whole(number(reading, Metric::target_deliveries, {target, result}));
    };
    return {{"name", target},
            {"published", deliveries("published")},
            {"held", deliveries("held")},
            {"failed_attempts", deliveries("failed")},
            {"oldest_waiting_seconds", number(reading, Metric::target_oldest_waiting, {target})}};
}

ordered_json engine_json(const Reading& reading, const std::string& engine) {
    return {{"name", engine},
            {"input_tokens", whole(number(reading, Metric::engine_tokens, {engine, "input"}))},
            {"output_tokens", whole(number(reading, Metric::engine_tokens, {engine, "output"}))},
            {"characters", whole(number(reading, Metric::engine_characters, {engine}))},
            {"batch_texts", whole(number(reading, Metric::engine_batch, {engine}))},
            {"token_seconds", number(reading, Metric::engine_token_time, {engine})}};
}

ordered_json memory_json(const Reading& reading) {
    const auto lookups = number(reading, Metric::memory_lookups);
    const auto hits = number(reading, Metric::memory_hits);
    return {{"lookups", whole(lookups)},
            {"hits", whole(hits)},
            {"hit_rate", share(hits, lookups)},
            {"lookup_seconds", quantiles(distribution(reading, Metric::memory_lookup_time))}};
}

ordered_json connections_json(const Reading& reading) {
    const auto opened = number(reading, Metric::connections_opened);
    const auto reused = number(reading, Metric::connections_reused);
    return {{"opened", whole(opened)},
            {"reused", whole(reused)},
            {"reuse_rate", share(reused, opened + reused)},
            {"idle", whole(number(reading, Metric::connections_idle))}};
}

ordered_json process_json(const Reading& reading, double interval) {
    return {{"cpu", share(number(reading, Metric::process_cpu), interval)},
            {"resident_bytes", whole(number(reading, Metric::process_resident))},
            {"threads", whole(number(reading, Metric::process_threads))},
            {"open_handles", whole(number(reading, Metric::process_handles))},
            {"loop_delay_seconds", quantiles(distribution(reading, Metric::loop_delay))}};
}

ordered_json store_json(const Reading& reading) {
    const auto commits = number(reading, Metric::store_commits);
    return {{"commits", whole(commits)},
            {"works", whole(number(reading, Metric::store_works))},
            {"commit_seconds", share(number(reading, Metric::store_commit_time), commits)}};
}

}  // namespace

ordered_json performance_json(const monitor::Sample& sample) {
    const auto& reading = sample.reading;
    ordered_json all{{"at", text::to_rfc3339(sample.at)}, {"interval_seconds", sample.seconds}};
    for (const auto* list : {"lanes", "sources", "targets", "engines"}) {
        all[list] = ordered_json::array();
    }
    for (const auto& lane : labels_of(reading, Metric::lane_latency)) {
        all["lanes"].push_back(lane_json(reading, lane, sample.seconds));
    }
    for (const auto& source : labels_of(reading, Metric::source_polls)) {
        all["sources"].push_back(source_json(reading, source[0]));
    }
    for (const auto& labels : labels_of(reading, Metric::target_deliveries)) {
        if (labels[1] == "published") all["targets"].push_back(target_json(reading, labels[0]));
    }
    for (const auto& engine : labels_of(reading, Metric::engine_characters)) {
        all["engines"].push_back(engine_json(reading, engine[0]));
    }
    all["memory"] = memory_json(reading);
    all["connections"] = connections_json(reading);
    all["process"] = process_json(reading, sample.seconds);
    all["store"] = store_json(reading);
    return all;
}

ordered_json to_json(const std::vector<monitor::Alert>& alerts) {
    ordered_json all = ordered_json::array();
    for (const auto& alert : alerts) {
        all.push_back({{"kind", monitor::to_string(alert.kind)},
                       {"name", alert.name},
                       {"message", alert.message}});
    }
    return all;
}

}  // namespace glossd::api
