#include "api/delivery_json.hpp"

#include "text/time_format.hpp"

#include <nlohmann/json.hpp>

namespace glossd::api {

namespace {

using nlohmann::json;

void add(json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

void add(json& object, const char* name, const std::optional<model::WallTime>& time) {
    if (time) object[name] = text::to_rfc3339(*time);
}

json part_json(const model::Part& part) {
    json object{{"number", part.number}, {"state", model::to_string(part.state)}};
    add(object, "key", part.key);
    add(object, "payload", part.payload);
    add(object, "attempt_started", part.attempt_started);
    add(object, "remote_id", part.remote_id);
    add(object, "remote_url", part.remote_url);
    return object;
}

}  // namespace

json to_json(const store::DeliveryRow& row) {
    json object{{"id", row.id},
                {"post", row.post_id},
                {"source", row.source},
                {"target", row.target},
                {"language", row.language},
                {"state", model::to_string(row.state)},
                {"attempts", row.attempts}};
    add(object, "reason", row.reason);
    add(object, "created", row.created);
    add(object, "updated", row.updated);
    add(object, "published", row.published);
    add(object, "title", row.title);
    add(object, "url", row.url);
    add(object, "remote_url", row.remote_url);
    return object;
}

json to_json(const model::Delivery& delivery) {
    json object{{"id", delivery.id},
                {"post", delivery.post_id},
                {"source", delivery.source},
                {"target", delivery.target},
                {"state", model::to_string(delivery.state)},
                {"attempts", delivery.attempts}};
    add(object, "reason", delivery.reason);
    object["segments"] = json::array();
    for (const auto& segment : delivery.segments) {
        json entry{{"kind", model::to_string(segment.kind)}, {"text", segment.text}};
        add(entry, "engine", segment.engine);
        entry["cached"] = segment.cached;
        entry["copied"] = segment.copied;
        for (const auto& step : segment.trail) {
            json told{{"engine", step.engine}, {"what", step.what}, {"outcome", step.outcome}};
            add(told, "detail", step.detail);
            entry["trail"].push_back(std::move(told));
        }
        object["segments"].push_back(std::move(entry));
    }
    object["parts"] = json::array();
    for (const auto& part : delivery.parts) object["parts"].push_back(part_json(part));
    return object;
}

}  // namespace glossd::api
