#include "bench/concurrency_bench.hpp"

#include "bench/crowd_stand_in.hpp"
#include "bench/loopback_load.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

constexpr int ceiling = 200;      // of the adaptive lane
constexpr int no_limit = 500;     // more than any of these services ever takes
constexpr double longest = 1.25;  // times as long as at best; then the rest is left undone

struct LaneChoice {
    std::string name;
    flow::LaneLimits limits;
    flow::LaneLimits later;  // of the second half
};

LaneChoice fixed(int calls) {
    const flow::LaneLimits limits{.max_concurrent = calls};
    return {fmt::format("fixed {}", calls), limits, limits};
}

std::vector<LaneChoice> choices(bool found_only) {
    const flow::LaneLimits adaptive{.max_concurrent = ceiling, .adaptive = true};
    if (found_only) return {{"adaptive", adaptive, adaptive}};
    std::vector<LaneChoice> all{
        {"adaptive", adaptive, adaptive}, fixed(10), fixed(50), fixed(200), fixed(no_limit)};
    all.back().name = "no limit";
    return all;
}

struct ServiceChoice {
    ServiceTraits traits;
    int later_knee = 0;
    double per_second = 0;  // at best
    double later_per_second = 0;
};

model::Result<ConcurrencyRow> measure_choice(const ServiceChoice& service, const LaneChoice& lane,
                                             std::chrono::seconds half) {
    const auto stand_in = CrowdStandIn::start(service.traits);
    if (!stand_in) return tl::make_unexpected(stand_in.error());
    const auto work = [&](double per_second) {
        return static_cast<int>(std::lround(per_second * static_cast<double>(half.count())));
    };
    const int first = work(service.per_second);
    const int second = work(service.later_per_second);
    const auto most = std::chrono::round<model::Duration>(longest * half);
    LoopbackLoad load((*stand_in)->url(), lane.limits);
    ConcurrencyRow row{lane.name, load.run(first, most), {}, first + second};
    if (lane.limits.max_concurrent == lane.later.max_concurrent) {
        if (service.traits.knee > 0) (*stand_in)->move_knee(service.later_knee);
        row.second = load.run(second, most);
        return row;
    }
    // Told before: nothing of the first half is in its way.
    auto traits = service.traits;
    traits.knee = service.later_knee;
    const auto later = CrowdStandIn::start(traits);
    if (!later) return tl::make_unexpected(later.error());
    row.second = LoopbackLoad((*later)->url(), lane.later).run(second, most);
    return row;
}

double per_second(int at_once, const ServiceTraits& traits) {
    return at_once / std::chrono::duration<double>(traits.latency).count();
}

}  // namespace

double ConcurrencyRow::refused_share() const {
    const double refused = first.refused + second.refused;
    return refused > 0 ? refused / (refused + done()) : 0;
}

model::Result<ConcurrencyReport> bench_concurrency(const ConcurrencySettings& settings) {
    ConcurrencyReport report;
    const ServiceTraits crowded{.knee = report.knee};
    const ServiceTraits counted{.per_second = report.allowed};
    const ServiceChoice crowd{crowded, report.later_knee, per_second(report.knee, crowded),
                              per_second(report.later_knee, crowded)};
    const ServiceChoice counter{counted, 0, report.allowed, report.allowed};
    auto for_crowd = choices(settings.found_only);
    for_crowd.push_back({fmt::format("fixed {}, then {}", report.knee, report.later_knee),
                         {.max_concurrent = report.knee},
                         {.max_concurrent = report.later_knee}});
    const auto for_counter = choices(settings.found_only);
    const auto steps = for_crowd.size() + for_counter.size();
    const auto measure_all = [&](const ServiceChoice& service, const std::vector<LaneChoice>& lanes,
                                 std::vector<ConcurrencyRow>& rows) -> model::Result<void> {
        for (const auto& lane : lanes) {
            if (settings.progress)
                settings.progress(report.crowded.size() + report.counted.size() + 1, steps,
                                  lane.name);
            auto row = measure_choice(service, lane, std::chrono::seconds(settings.seconds));
            if (!row) return tl::make_unexpected(row.error());
            rows.push_back(std::move(*row));
        }
        return {};
    };
    auto measured = measure_all(crowd, for_crowd, report.crowded);
    if (measured) measured = measure_all(counter, for_counter, report.counted);
    if (!measured) return tl::make_unexpected(measured.error());
    return report;
}

}  // namespace glossd::bench
