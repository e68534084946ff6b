// What the monitor reads off the service: numbers that the parts keep anyway.
#include "daemon/service.hpp"
#include "monitor/meters.hpp"

#include <cmath>

namespace glossd::daemon {

using monitor::Metric;
using monitor::Metrics;

namespace {

// Everything that says that a service does not do its work; being told to slow down does not.
bool is_failure(std::string_view outcome) {
    return outcome != model::to_string(model::OutcomeKind::ok) &&
           outcome != model::to_string(model::OutcomeKind::rate_limited);
}

double number_of(flow::Breaker::State state) {
    using State = flow::Breaker::State;
    return state == State::open ? 2 : state == State::half_open ? 1 : 0;
}

void collect_lane(Metrics& metrics, const flow::Lane& lane, const runtime::Loop& loop,
                  Watched& watched) {
    const auto labels = monitor::lane_labels(lane.name());
    const auto& park = lane.parked();
    const bool parked = park && (!park->until || *park->until > loop.now());
    metrics.number(Metric::lane_in_flight, labels) = lane.in_flight();
    metrics.number(Metric::lane_waiting, labels) = static_cast<double>(lane.waiting());
    metrics.number(Metric::lane_parked, labels) = parked ? 1 : 0;
    const auto breaker = lane.breaker(loop.now());
    metrics.number(Metric::lane_limit, labels) = lane.limit();
    metrics.number(Metric::lane_rate, labels) = lane.per_second().value_or(0);
    metrics.number(Metric::lane_breaker, labels) = number_of(breaker);

    api::LaneStatus status{lane.name(), lane.in_flight(), lane.waiting(),          parked, {},
                           {},          lane.limit(),     flow::to_string(breaker)};
    monitor::Alerts::LaneState state{.name = lane.name()};
    if (parked) {
        status.reason = park->reason;
        if (park->until) {
            status.parked_until =
                model::wall_now() + std::chrono::ceil<model::Duration>(*park->until - loop.now());
        } else {
            state.refused = park->reason;
        }
        if (park->by_budget) state.used_up = park->reason;
    }
    watched.lanes.push_back(std::move(status));
    watched.lane_states.push_back(std::move(state));
}

// Calls by lane, from what the meters have counted.
void collect_calls(const Metrics& metrics, std::vector<monitor::Alerts::LaneState>& states) {
    for (auto& state : states) {
        const auto labels = monitor::lane_labels(state.name);
        metrics.each(Metric::lane_calls, [&](const auto& series, double calls) {
            if (series[0] != labels[0] || series[1] != labels[1]) return;
            state.calls += calls;
            if (is_failure(series[2])) state.failed += calls;
        });
    }
}

void collect_source(Metrics& metrics, const std::string& name,
                    const pipeline::IntakeCounts& counts) {
    const auto set = [&](const char* kind, std::int64_t count) {
        metrics.number(Metric::source_posts, {name, kind}) = static_cast<double>(count);
    };
    set("new", counts.fresh);
    set("known", counts.known);
    set("duplicate", counts.duplicate);
    set("filtered", counts.filtered);
    set("skipped", counts.skipped);
}

void collect_target(Metrics& metrics, const pipeline::Outbox& outbox, Watched& watched) {
    const auto& name = outbox.target().name;
    const auto set = [&](const char* result, std::int64_t count) {
        metrics.number(Metric::target_deliveries, {name, result}) = static_cast<double>(count);
    };
    set("published", outbox.counts().published);
    set("held", outbox.counts().held);
    set("failed", outbox.counts().failed);
    const auto oldest = outbox.oldest();
    const auto waiting =
        oldest ? std::max(model::Duration::zero(), model::wall_now() - *oldest) : model::Duration{};
    metrics.number(Metric::target_oldest_waiting, {name}) =
        std::chrono::duration<double>(waiting).count();
    watched.target_states.push_back({name, waiting});
}

void collect_translations(Metrics& metrics, const pipeline::TranslationCounts& counts) {
    const auto set = [&](const char* result, std::int64_t count) {
        metrics.number(Metric::text_results, {result}) = static_cast<double>(count);
    };
    metrics.number(Metric::texts) = static_cast<double>(counts.total);
    set("memory", counts.cached);
    set("copied", counts.copied);
    set("failed", counts.failed);
    metrics.number(Metric::memory_lookups) = static_cast<double>(counts.total - counts.copied);
    metrics.number(Metric::memory_hits) = static_cast<double>(counts.cached);
}

void collect_batches(Metrics& metrics, const std::string& engine, const flow::BatchSize& size) {
    metrics.number(Metric::engine_batch, {engine}) = size.most_texts();
    metrics.number(Metric::engine_token_time, {engine}) = size.per_token().count();
}

}  // namespace

Watched Service::collect(Metrics& metrics) const {
    Watched watched;
    for (const auto* lane : lanes()) collect_lane(metrics, lane->lane(), loop_, watched);
    for (std::size_t i = 0; i < bench_->engines().size(); ++i) {
        const auto& slot = bench_->engines()[i];
        collect_lane(metrics, slot.lane->lane(), loop_, watched);
        collect_batches(metrics, slot.settings.name, bench_->translator().batch_size(i));
    }
    collect_calls(metrics, watched.lane_states);
    for (const auto& intake : intakes_) {
        const auto counts = source_counts_.find(intake->name());
        const auto& name = intake->name();
        metrics.number(Metric::source_polls, {name}) = static_cast<double>(intake->requests());
        if (counts == source_counts_.end()) continue;
        collect_source(metrics, name, counts->second.posts);
        metrics.number(Metric::source_failed_polls, {name}) =
            static_cast<double>(counts->second.failed_polls);
    }
    each_sender([&](auto& sender) { collect_target(metrics, sender.outbox(), watched); });
    collect_translations(metrics, bench_->translator().counts());
    return watched;
}

}  // namespace glossd::daemon
