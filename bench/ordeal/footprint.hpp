// Footprint: the memory and the files of a running process, as the kernel says. A value.
// What one would get wrong: the peak is of the process that runs now, not of those before it.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sys/types.h>

namespace glossd::ordeal {

struct Footprint {
    std::int64_t resident = 0;  // KiB; likewise the next one
    std::int64_t peak = 0;
    std::size_t files = 0;  // open descriptors
};

Footprint footprint_of(pid_t pid);  // zeros once it has ended

}  // namespace glossd::ordeal
