// What a world stands on: a server, a directory or a process, or an exception when it could not be
// started, because a constructor has no other way to fail a test.
#pragma once

#include "model/result.hpp"

#include <stdexcept>
#include <utility>

namespace glossd::e2e {

template <class T>
T started(model::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

}  // namespace glossd::e2e
