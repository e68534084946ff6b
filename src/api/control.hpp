// Control: what the outside may do to a running daemon's outbox, one delivery at a time. Called on
// the server's threads; the implementation crosses over to the loop and waits for the answer.
#pragma once

#include "model/delivery.hpp"
#include "model/result.hpp"

#include <cstdint>

namespace glossd::api {

class Control {
  public:
    virtual ~Control() = default;

    virtual model::Result<model::Delivery> show(std::int64_t id) = 0;
    virtual model::Result<void> retry(std::int64_t id) = 0;
    virtual model::Result<void> drop(std::int64_t id) = 0;
};

}  // namespace glossd::api
