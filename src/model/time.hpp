// The two clocks: Instant never jumps and drives decisions, WallTime is what the ledger stores.
// Never compare one with the other; a stored deadline travels with the moment it was set.
#pragma once

#include <chrono>

namespace glossd::model {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

inline WallTime wall_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace glossd::model
