#include "pipeline/chain.hpp"

#include "pipeline/trail.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <limits>

namespace glossd::pipeline {

namespace {

// A service that said that nothing goes for longer than this is left for the next engine at once.
constexpr std::chrono::minutes longest_wait{1};

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
    flight.passed_over.insert(flight.position);
    advance(flight);
}

bool Chain::advance(Flight& flight) const {
    flight.service_failures = 0;
    flight.batch_limit = std::numeric_limits<std::size_t>::max();
    flight.hinted = false;
    flight.hint.clear();
    const auto& slot = engines_[flight.chain[flight.position]];
    const auto& park = slot.lane->lane().parked();
    note(flight.trail, {slot.settings.name, "call", "passed over", park ? park->reason : ""});
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

model::Instant Chain::back_at(std::size_t engine) const {
    const auto& park = engines_[engine].lane->lane().parked();
    const auto now = loop_.now();
    if (!park) return now;
    // Until the operator acts: later than everything that ends by itself.
    return std::max(now, park->until.value_or(now + std::chrono::hours(24 * 365)));
}

}  // namespace glossd::pipeline
