#include "monitor/alerts.hpp"

#include <utility>

#include <fmt/format.h>

namespace glossd::monitor {

using model::Duration;
using std::chrono::seconds;

namespace {

constexpr std::chrono::minutes rate_window{5};
constexpr double fewest_calls = 5;  // one failure of two calls is no rate
constexpr seconds raise_after{20};
constexpr std::chrono::minutes clear_after{2};

// Cleared well below where it was raised.
Threshold threshold(double raise) {
    return {raise, raise / 2, raise_after, clear_after};
}

constexpr Threshold at_once{0.5, 0.5, {}, {}};

std::string minutes_of(Duration duration) {
    return fmt::format("{:.1f} minutes",
                       std::chrono::duration<double, std::ratio<60>>(duration).count());
}

}  // namespace

std::string_view to_string(AlertKind kind) {
    switch (kind) {
        case AlertKind::error_rate:
            return "error_rate";
        case AlertKind::credential:
            return "credential";
        case AlertKind::budget:
            return "budget";
        case AlertKind::lag:
            return "lag";
    }
    return "error_rate";
}

std::vector<AlertEvent> Alerts::update(const std::vector<LaneState>& lanes,
                                       const std::vector<TargetState>& targets,
                                       model::Instant now) {
    for (const auto& lane : lanes) {
        if (rules_.error_rate > 0) watch_errors(lane, now);
        watch(AlertKind::credential, lane.name, at_once, lane.refused.empty() ? 0 : 1, now,
              "the credential is refused: " + lane.refused, "the credential is taken again");
        watch(AlertKind::budget, lane.name, at_once, lane.used_up.empty() ? 0 : 1, now,
              lane.used_up, "there is a budget again");
    }
    for (const auto& target : targets) {
        if (rules_.lag <= Duration::zero()) break;
        const auto waited = std::chrono::duration<double>(target.waiting).count();
        const auto limit = std::chrono::duration<double>(rules_.lag).count();
        watch(AlertKind::lag, "target:" + target.name, threshold(limit), waited, now,
              fmt::format("the oldest delivery has waited {} (alert.lag is {})",
                          minutes_of(target.waiting), minutes_of(rules_.lag)),
              "deliveries are on time again");
    }
    return std::exchange(events_, {});
}

void Alerts::watch_errors(const LaneState& lane, model::Instant now) {
    auto& points = history_[lane.name];
    points.push_back({now, lane.calls, lane.failed});
    while (points.size() > 2 && now - points[1].at >= rate_window) points.pop_front();
    const double calls = lane.calls - points.front().calls;
    const double failed = lane.failed - points.front().failed;
    // Some failures among too few calls say neither that it is bad nor that it is good again.
    if (failed > 0 && calls < fewest_calls) return;
    const double rate = calls > 0 ? failed / calls : 0;
    watch(AlertKind::error_rate, lane.name, threshold(rules_.error_rate), rate, now,
          fmt::format("{:.0f} of {:.0f} calls failed in the last {} minutes (alert.error_rate is "
                      "{:.0f} %)",
                      failed, calls, rate_window.count(), rules_.error_rate * 100),
          fmt::format("calls succeed again: {:.0f} of {:.0f} failed in the last {} minutes", failed,
                      calls, rate_window.count()));
}

void Alerts::watch(AlertKind kind, const std::string& name, const Threshold& threshold,
                   double value, model::Instant now, const std::string& raised,
                   const std::string& cleared) {
    auto& watch =
        watches_.try_emplace({kind, name}, Watch{Alarm(threshold), std::string()}).first->second;
    const auto change = watch.alarm.update(value, now);
    if (change == Alarm::Change::none) return;
    const bool is_raised = change == Alarm::Change::raised;
    if (is_raised) watch.message = raised;
    events_.push_back({{kind, name, is_raised ? raised : cleared}, is_raised});
}

std::vector<Alert> Alerts::active() const {
    std::vector<Alert> all;
    for (const auto& [key, watch] : watches_) {
        if (watch.alarm.raised()) all.push_back({key.first, key.second, watch.message});
    }
    return all;
}

}  // namespace glossd::monitor
