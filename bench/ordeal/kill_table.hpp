// Kill table: what a series of ordeals came to, as text. Pure.
#pragma once

#include "ordeal/killing.hpp"

#include <string>
#include <vector>

namespace glossd::ordeal {

std::string one_line(const Ordeal& ordeal);

// A row a failpoint, a column a scenario, "kills/lost/twice" in each cell; then a row a scenario
// with all that it came to.
std::string kill_table(const std::vector<Ordeal>& ordeals);

// What is not as promised, a line each; in a whole run also a failpoint that nothing came past.
std::vector<std::string> faults_of(const std::vector<Ordeal>& ordeals, bool whole);

}  // namespace glossd::ordeal
