// How long a hit of the translation memory takes, in this process: masking the text, its key, the
// look-up among many others, and restoring the spans. The work is one thing, the way to the
// store's thread and back another; a text looked up a moment ago needs neither.
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
    Microseconds until_answer{};  // median, asked one right after another, with the way
    Microseconds recent{};        // median, of a text whose entry is still in this process
};

model::Result<HitFigures> measure_memory_hits(std::size_t entries);

}  // namespace glossd::bench
