// Sequential: what `--sequential` makes of a configuration: one call in the whole process at a
// time, one text a call. For debugging, and the baseline that benchmarks compare with.
#pragma once

#include "config/config.hpp"

namespace glossd::config {

void make_sequential(Config& config);

}  // namespace glossd::config
