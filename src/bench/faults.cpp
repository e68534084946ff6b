#include "bench/faults.hpp"

#include <utility>

namespace glossd::bench {

bool Match::fits(const Request& request) const {
    return (method.empty() || method == request.method) && request.path.starts_with(path);
}

void Faults::add(Fault fault, Odds odds, Match match, int retry_after) {
    rules_.add({fault, std::move(match), retry_after}, odds);
}

void Faults::set_latency(model::Duration low, model::Duration high, Match match) {
    const std::lock_guard lock(mutex_);
    latencies_.push_back({low, high, std::move(match)});
}

void Faults::clear() {
    rules_.clear();
    const std::lock_guard lock(mutex_);
    latencies_.clear();
}

std::optional<Faults::Latency> Faults::latency_for(const Request& request) const {
    const std::lock_guard lock(mutex_);
    for (auto latency = latencies_.rbegin(); latency != latencies_.rend(); ++latency) {
        if (latency->match.fits(request)) return *latency;
    }
    return std::nullopt;
}

Decision Faults::decide(const Request& request) {
    Decision decision;
    if (const auto latency = latency_for(request)) {
        decision.latency =
            model::Duration(rules_.between(latency->low.count(), latency->high.count()));
    }
    const auto rule = rules_.draw([&](const Rule& r) { return r.match.fits(request); });
    if (rule) {
        decision.fault = rule->fault;
        decision.retry_after = rule->retry_after;
    }
    return decision;
}

}  // namespace glossd::bench
