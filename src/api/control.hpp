// Control: what the outside may ask of a running daemon about its outbox. Called on the server's
// threads; the implementation crosses over to the loop and waits for the answer.
#pragma once

#include "model/delivery.hpp"
#include "model/result.hpp"
#include "store/records.hpp"

#include <cstdint>
#include <vector>

namespace glossd::api {

class Control {
  public:
    virtual ~Control() = default;

    virtual model::Result<std::vector<store::DeliveryRow>> list(const store::DeliveryFilter& filter,
                                                                std::int64_t after, int limit) = 0;
    virtual model::Result<model::Delivery> show(std::int64_t id) = 0;
    virtual model::Result<void> retry(std::int64_t id) = 0;
    virtual model::Result<void> drop(std::int64_t id) = 0;
};

}  // namespace glossd::api
