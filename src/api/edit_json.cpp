#include "api/edit_json.hpp"

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;

// People count segments from 1.
ordered_json to_json(const pipeline::EditOrder& order) {
    ordered_json body{{"text", order.text}, {"force", order.force}};
    if (order.segment) body["segment"] = *order.segment + 1;
    return body;
}

model::Result<pipeline::EditOrder> edit_order(std::int64_t delivery, const std::string& json) {
    const auto body = ordered_json::parse(json, nullptr, false);
    try {
        pipeline::EditOrder order;
        order.delivery = delivery;
        order.text = body.at("text").get<std::string>();
        order.force = body.value("force", false);
        if (body.contains("segment")) {
            const auto segment = body["segment"].get<std::int64_t>();
            if (segment < 1) {
                return model::fail(model::ErrorKind::invalid_input, "segments count from 1");
            }
            order.segment = static_cast<std::size_t>(segment - 1);
        }
        return order;
    } catch (const ordered_json::exception& error) {
        return model::fail(model::ErrorKind::invalid_input,
                           std::string("this is no edit: ") + error.what());
    }
}

ordered_json to_json(const pipeline::Edited& edited) {
    ordered_json object{{"version", edited.version},
                        {"state", model::to_string(edited.state)},
                        {"parts", edited.parts},
                        {"remembered", edited.remembered}};
    if (!edited.not_remembered.empty()) object["not_remembered"] = edited.not_remembered;
    object["doubts"] = ordered_json::array();
    for (const auto& check : edited.doubts) {
        object["doubts"].push_back({{"name", check.name}, {"detail", text::to_text(check)}});
    }
    return object;
}

}  // namespace glossd::api
