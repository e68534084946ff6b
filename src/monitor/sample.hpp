// Sample: what a reading added over one interval, ready to be kept. A value.
#pragma once

#include "model/time.hpp"
#include "monitor/reading.hpp"

#include <vector>

namespace glossd::monitor {

struct Sample {
    model::WallTime at;  // the end of the interval
    double seconds = 0;  // its length
    Reading reading;
};

// Several in a row as one, with the last one's end. Not empty.
Sample folded(const std::vector<Sample>& samples);

}  // namespace glossd::monitor
