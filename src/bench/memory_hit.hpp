// How long a hit of the translation memory takes, in this process: masking the text, its key, the
// look-up among many others, and restoring the spans. The work is one thing, the wait for the
// store's thread another: that thread gathers for a few milliseconds what it commits together.
#pragma once

#include "model/result.hpp"

#include <chrono>
#include <cstddef>

namespace glossd::bench {

using Microseconds = std::chrono::duration<double, std::micro>;

struct HitFigures {
    std::size_t entries = 0;      // remembered
    Microseconds median{};        // of the work
    Microseconds p99{};           // of the work
    Microseconds until_answer{};  // median, asked one right after another, with the wait
};

model::Result<HitFigures> measure_memory_hits(std::size_t entries);

}  // namespace glossd::bench
