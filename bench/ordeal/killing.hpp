// Killing: one glossd killed again and again, at a failpoint or at random moments, then left to
// finish; and what its receivers have then. Any thread, one trial a call.
#pragma once

#include "ordeal/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::ordeal {

// What came of it.
struct Ordeal {
    std::string scenario;
    std::optional<runtime::Failpoint> failpoint;  // nothing: random moments
    int kills = 0;
    Tally tally;
    std::size_t lost = 0;
    std::size_t held = 0;     // for a person, where that is configured
    std::size_t repeats = 0;  // under the same id, where that is configured
    bool provoked = false;    // answers were lost without a kill, too
    std::string fault;        // why this is not what was promised; empty: it is
};

// On each of these passes in turn, with one ledger.
Ordeal kill_at(const std::string& program, const Scenario& scenario, runtime::Failpoint failpoint,
               const std::vector<int>& passes, std::uint64_t seed);

// Under load, as often as `kills` says.
Ordeal kill_at_random(const std::string& program, const Scenario& scenario, int kills,
                      std::uint64_t seed);

// The passes that a whole run dies on: the first, the second, the tenth, and some more of what
// every exchange and every transaction comes past.
std::vector<int> passes_of(runtime::Failpoint failpoint);

}  // namespace glossd::ordeal
