// How much processor time the calling thread has had: what a test may bound, because whatever else
// the machine does is not in it.
#pragma once

#include <chrono>
#include <ctime>

namespace glossd {

inline std::chrono::nanoseconds cpu_time() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

}  // namespace glossd
