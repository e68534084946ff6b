#include "bench/simulated_service.hpp"

#include <algorithm>
#include <cmath>

namespace glossd::bench {

using model::Instant;
using model::OutcomeKind;

namespace {

constexpr std::size_t most_waiting = 1000;

}  // namespace

bool SimulatedService::may_pass(Instant now) {
    if (traits_.per_second <= 0) return true;
    using Counting = ServiceTraits::Counting;
    using Seconds = std::chrono::duration<double>;
    if (traits_.counting == Counting::bucket) {
        bucket_ = bucket_ < 0
                      ? traits_.per_second
                      : std::min(traits_.per_second,
                                 bucket_ + traits_.per_second * Seconds(now - filled_).count());
        filled_ = now;
        if (bucket_ < 1) return false;
        bucket_ -= 1;
        return true;
    }
    const auto from =
        traits_.counting == Counting::sliding
            ? now - std::chrono::seconds(1)
            : std::chrono::floor<std::chrono::seconds>(now) - std::chrono::nanoseconds(1);
    while (!passed_.empty() && passed_.front() <= from) passed_.pop_front();
    if (static_cast<double>(passed_.size()) >= traits_.per_second) return false;
    passed_.push_back(now);
    return true;
}

SimulatedService::Answer SimulatedService::call(Instant now) {
    if (traits_.knee > 0 && in_flight_ >= traits_.knee * traits_.room) {
        return {traits_.overloaded, traits_.refusal};
    }
    if (!may_pass(now)) return {OutcomeKind::rate_limited, traits_.refusal};
    ++in_flight_;
    const double crowd = traits_.knee > 0 ? static_cast<double>(in_flight_) / traits_.knee : 0;
    const double slower = crowd > 1 ? std::pow(crowd, traits_.slowing) : 1;
    std::uniform_real_distribution<> jitter(1 - traits_.jitter, 1 + traits_.jitter);
    return {OutcomeKind::ok,
            std::chrono::ceil<model::Duration>(traits_.latency * slower * jitter(random_))};
}

void SimulatedService::ended(const Answer& answer) {
    if (answer.kind == OutcomeKind::ok) --in_flight_;
}

SimulatedLoad::SimulatedLoad(SimulatedService& service, const flow::LaneLimits& limits,
                             Instant start, std::uint32_t seed)
    : service_(service), lane_("simulated", limits, start), now_(start), random_(seed) {}

void SimulatedLoad::start_calls() {
    while (lane_.waiting() < most_waiting) lane_.push(0, [] {});
    for (auto granted = lane_.grant(now_).size(); granted > 0; --granted) {
        const auto answer = service_.call(now_);
        const Call call{now_ + answer.after, now_, lane_.in_flight(), answer};
        const auto place = std::upper_bound(
            calls_.begin(), calls_.end(), call,
            [](const Call& left, const Call& right) { return left.ends < right.ends; });
        calls_.insert(place, call);
    }
}

void SimulatedLoad::end_call(LoadFigures& figures) {
    const auto call = calls_.front();
    calls_.pop_front();
    service_.ended(call.answer);
    const bool ok = call.answer.kind == OutcomeKind::ok;
    ++(ok ? figures.answered : figures.refused);
    model::Outcome outcome{call.answer.kind, "as simulated", {}};
    if (!ok) outcome.retry_after = service_.traits().retry_after;
    const double took = std::chrono::duration<double>(now_ - call.began).count();
    lane_.finish(
        outcome, now_, std::uniform_real_distribution<>(0, 1)(random_),
        flow::CallSeen{call.began, call.in_flight, ok ? std::optional(took) : std::nullopt});
}

LoadFigures SimulatedLoad::run(model::Duration length) {
    LoadFigures figures;
    figures.seconds = std::chrono::duration<double>(length).count();
    const auto end = now_ + length;
    while (true) {
        start_calls();
        auto next = end;
        if (!calls_.empty()) next = std::min(next, calls_.front().ends);
        if (const auto look = lane_.next_at(now_))
            next = std::min(next, std::max(*look, now_ + std::chrono::milliseconds(1)));
        now_ = next;
        if (now_ >= end) return figures;
        while (!calls_.empty() && calls_.front().ends <= now_) end_call(figures);
    }
}

}  // namespace glossd::bench
