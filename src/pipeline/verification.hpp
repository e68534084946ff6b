// Verification: who judges a new translation, and from which score on its own wording is taken.
#pragma once

#include <cstddef>

namespace glossd::pipeline {

struct Verification {
    std::size_t engine = 0;  // by index in Config::engines
    int threshold = 0;       // 1 to 100

    bool operator==(const Verification&) const = default;
};

}  // namespace glossd::pipeline
