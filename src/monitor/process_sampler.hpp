// ProcessSampler: what this process takes of the machine, from /proc. Reads a few small files: some
// ten microseconds, and a little more with many open descriptors.
#pragma once

#include "monitor/metrics.hpp"

namespace glossd::monitor {

// Sets the process metrics. Loop thread, as all of Metrics.
void sample_process(Metrics& metrics);

}  // namespace glossd::monitor
