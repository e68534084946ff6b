// Costs: what services charge by the call would come to in a month, for `glossd check`. Pure; an
// estimate for a stated number of posts, because nobody knows how many there will be.
#pragma once

#include "config/config.hpp"

#include <string>
#include <vector>

namespace glossd::daemon {

struct Cost {
    std::string what;  // "target es"
    std::string text;  // one line
};

// Only of what charges by the call; empty when nothing does.
std::vector<Cost> estimate_costs(const config::Config& config);

}  // namespace glossd::daemon
