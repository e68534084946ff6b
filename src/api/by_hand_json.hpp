// Orders by hand as JSON: what the commands send to a running daemon, and its answers.
#pragma once

#include "pipeline/by_hand.hpp"

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

nlohmann::ordered_json to_json(const pipeline::PublishOrder& order);
model::Result<pipeline::PublishOrder> publish_order(const std::string& json);

nlohmann::ordered_json to_json(const pipeline::Planned& planned);
pipeline::Planned planned_of(const nlohmann::ordered_json& json);

nlohmann::ordered_json to_json(const std::vector<pipeline::Retracted>& retracted);

}  // namespace glossd::api
