// Edits by hand as JSON: what `glossd queue edit` sends to a running daemon, and what comes of it.
#pragma once

#include "pipeline/edit.hpp"

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

nlohmann::ordered_json to_json(const pipeline::EditOrder& order);  // without the delivery
model::Result<pipeline::EditOrder> edit_order(std::int64_t delivery, const std::string& json);

nlohmann::ordered_json to_json(const pipeline::Edited& edited);

}  // namespace glossd::api
