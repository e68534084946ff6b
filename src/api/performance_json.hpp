// Performance as JSON: what a sample says of lanes, sources, targets, memory, connections and the
// process, one form for the HTTP route and for `glossd performance`.
#pragma once

#include "monitor/alerts.hpp"
#include "monitor/sample.hpp"

#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

nlohmann::ordered_json performance_json(const monitor::Sample& sample);
nlohmann::ordered_json to_json(const std::vector<monitor::Alert>& alerts);

}  // namespace glossd::api
