#include "pipeline/chain.hpp"

#include "pipeline/trail.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace glossd::pipeline {

namespace {

// A service that said that nothing goes for longer than this is left for the next engine at once.
constexpr std::chrono::minutes longest_wait{1};

// A budget that is renewed sooner is waited for at the chain's end. A text that waits longer would
// come late and spend tomorrow's budget, every day more of it: a person is to decide.
constexpr std::chrono::hours longest_budget_wait{1};

}  // namespace

bool Chain::place(Flight& flight) const {
    while (true) {
        const auto engine = flight.chain[flight.position];
        const auto supported = engines_[engine].engine->supports(flight.from, flight.to);
        if (!supported) {
            const auto& why = supported.error().message;
            note(flight.trail, {engines_[engine].settings.name, "languages", "next engine", why});
            if (!refused(flight, why)) return false;
        } else if (is_away(engine) && !flight.patient) {
            pass_over(flight);
        } else if (flight.patient && is_spent(engine)) {
            tell_spent(flight);
            return false;
        } else {
            return true;
        }
    }
}

bool Chain::refused(Flight& flight, const std::string& reason) const {
    flight.reasons += flight.reasons.empty() ? "" : "; ";
    flight.reasons += engines_[flight.chain[flight.position]].settings.name + ": " + reason;
    return advance(flight);
}

void Chain::pass_over(Flight& flight) const {
    const auto& slot = engines_[flight.chain[flight.position]];
    const auto& park = slot.lane->lane().parked();
    note(flight.trail, {slot.settings.name, "call", "passed over", park ? park->reason : ""});
    flight.passed_over.insert(flight.position);
    advance(flight);
}

bool Chain::advance(Flight& flight) const {
    flight.service_failures = 0;
    flight.batch_limit = std::numeric_limits<std::size_t>::max();
    flight.hinted = false;
    flight.hint.clear();
    if (!flight.patient && ++flight.position < flight.chain.size()) return true;
    if (flight.passed_over.empty()) return false;
    const auto first =
        std::min_element(flight.passed_over.begin(), flight.passed_over.end(),
                         [&](std::size_t left, std::size_t right) {
                             return back_at(flight.chain[left]) < back_at(flight.chain[right]);
                         });
    flight.position = *first;
    flight.passed_over.erase(first);
    flight.patient = true;
    return true;
}

bool Chain::is_away(std::size_t engine) const {
    return back_at(engine) - loop_.now() > longest_wait;
}

bool Chain::is_spent(std::size_t engine) const {
    const auto& park = engines_[engine].lane->lane().parked();
    return park && park->by_budget && back_at(engine) - loop_.now() > longest_budget_wait;
}

// The engine it stands at is the first to be back, so all others of the chain are away as well.
void Chain::tell_spent(Flight& flight) const {
    auto positions = flight.passed_over;
    positions.insert(flight.position);
    for (const auto position : positions) {
        const auto& slot = engines_[flight.chain[position]];
        const auto& park = slot.lane->lane().parked();
        if (!park) continue;
        flight.reasons += fmt::format("{}{}: {}", flight.reasons.empty() ? "" : "; ",
                                      slot.settings.name, park->reason);
        if (!park->until) continue;
        const auto left = std::chrono::floor<model::Duration>(*park->until - loop_.now());
        flight.reasons += fmt::format(
            " until {}",
            text::to_rfc3339(std::chrono::floor<std::chrono::minutes>(model::wall_now() + left)));
    }
    flight.reasons += "; make it larger or wait, then `glossd queue retry`";
}

model::Instant Chain::back_at(std::size_t engine) const {
    const auto& park = engines_[engine].lane->lane().parked();
    const auto now = loop_.now();
    if (!park) return now;
    // Until the operator acts: later than everything that ends by itself.
    return std::max(now, park->until.value_or(now + std::chrono::hours(24 * 365)));
}

}  // namespace glossd::pipeline
