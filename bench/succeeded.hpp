// What a benchmark cannot go on without: the value, or its error on standard error and the end.
#pragma once

#include "model/result.hpp"

#include <cstdlib>
#include <iostream>
#include <utility>

namespace glossd::bench {

template <class T>
T succeeded(model::Result<T> result) {
    if (result) return std::move(*result);
    std::cerr << result.error().message << "\n";
    std::exit(1);
}

}  // namespace glossd::bench
