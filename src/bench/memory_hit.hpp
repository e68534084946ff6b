// How long a hit of the translation memory takes, in this process: masking the text, its key, the
// look-up among many others, and restoring the spans. The work is one thing, the way to the
// store's thread and back another; a text looked up a moment ago needs neither.
#pragma once

#include "model/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace glossd::bench {

using Microseconds = std::chrono::duration<double, std::micro>;

struct HitFigures {
    std::size_t entries = 0;      // remembered
    Microseconds median{};        // of the work
    Microseconds p99{};           // of the work
    Microseconds until_answer{};  // median, asked one right after another, with the way
    Microseconds recent{};        // median, of a text whose entry is still in this process
    Microseconds recent_p99{};
};

model::Result<HitFigures> measure_memory_hits(std::size_t entries);

struct BoundFigures {
    std::size_t inserts = 0;
    std::int64_t bound = 0;
    std::int64_t entries = 0;       // at the end
    std::int64_t most_entries = 0;  // after any trim
    Microseconds an_insert{};       // mean, its share of commits and trims included
};

// New texts only, trimmed as the translator does.
model::Result<BoundFigures> measure_memory_bound(std::size_t inserts, std::int64_t max_entries);

}  // namespace glossd::bench
