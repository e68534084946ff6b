// Deadline: a stored moment together with the moment it was set. Ask remaining(), never compare
// `at` with the clock: a clock that was wrong when it was set must cost at most the delay itself.
#pragma once

#include "model/time.hpp"

#include <algorithm>

namespace glossd::store {

struct Deadline {
    model::WallTime at;
    model::WallTime set_at;

    bool operator==(const Deadline&) const = default;
};

// How long to wait from `now`; never negative and never more than the delay that was meant.
inline model::Duration remaining(const Deadline& deadline, model::WallTime now) {
    const auto from = std::max(now, deadline.set_at);
    return std::max(deadline.at - from, model::Duration::zero());
}

}  // namespace glossd::store
