// Orders by hand as JSON: what the commands send to a running daemon, and its answers.
#pragma once

#include "pipeline/by_hand.hpp"
#include "store/guards.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

nlohmann::ordered_json to_json(const pipeline::PublishOrder& order);
model::Result<pipeline::PublishOrder> publish_order(const std::string& json);

nlohmann::ordered_json to_json(const pipeline::Planned& planned);
pipeline::Planned planned_of(const nlohmann::ordered_json& json);

nlohmann::ordered_json to_json(const std::vector<pipeline::Retracted>& retracted);

// What becomes of that which waits for a choice.
struct ChoiceOrder {
    store::GuardFilter filter;
    std::optional<std::int64_t> newest;  // nothing: all

    bool operator==(const ChoiceOrder&) const = default;
};

nlohmann::ordered_json to_json(const ChoiceOrder& order);
model::Result<ChoiceOrder> choice_order(const std::string& json);
nlohmann::ordered_json to_json(const store::Chosen& chosen);

// A pass that `glossd once` hands to the daemon.
struct PassOrder {
    std::vector<std::string> sources;
    model::Duration wait{};

    bool operator==(const PassOrder&) const = default;
};

nlohmann::ordered_json to_json(const PassOrder& order);
model::Result<PassOrder> pass_order(const std::string& json);

}  // namespace glossd::api
