// A pass that `glossd once` hands to the daemon on the same state directory: it polls what was
// asked for at once and says what was done until nothing was due any more. Runs on a server's
// thread, which looks at the loop now and then; what the daemon does meanwhile by itself counts in.
#pragma once

#include "daemon/life.hpp"
#include "daemon/pass.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace glossd::daemon {

struct HandedPass {
    std::vector<std::string> sources;  // names; empty: all
    model::Duration wait{};            // for a retry that is due within it
};

// A daemon that always has something to do reports what it has done by then.
inline constexpr std::chrono::minutes longest_handed_pass{30};

// Never from the loop. An error when the daemon stops meanwhile, or knows no such source.
model::Result<PassReport> handed_pass(runtime::Loop& loop, Life& life, const HandedPass& order);

}  // namespace glossd::daemon
