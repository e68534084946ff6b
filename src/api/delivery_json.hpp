// Deliveries as JSON, one form for the HTTP routes and for `glossd queue --json`.
#pragma once

#include "model/delivery.hpp"
#include "store/records.hpp"

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

nlohmann::json to_json(const store::DeliveryRow& row);
nlohmann::json to_json(const model::Delivery& delivery);

}  // namespace glossd::api
