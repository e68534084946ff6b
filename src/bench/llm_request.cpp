#include "bench/llm_request.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using model::Result;
using nlohmann::json;

tl::unexpected<model::Error> wrong(std::string message) {
    return model::fail(model::ErrorKind::invalid_input, std::move(message));
}

bool has_string(const json& object, const char* key) {
    return object.is_object() && object.contains(key) && object[key].is_string();
}

Result<void> check_fields(const json& body) {
    constexpr std::array<std::string_view, 13> known{"model",
                                                     "messages",
                                                     "max_tokens",
                                                     "max_completion_tokens",
                                                     "temperature",
                                                     "top_p",
                                                     "seed",
                                                     "response_format",
                                                     "reasoning_effort",
                                                     "service_tier",
                                                     "prompt_cache_key",
                                                     "user",
                                                     "chat_template_kwargs"};
    for (const auto& [name, value] : body.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return wrong("Unrecognized request argument supplied: " + name);
        }
    }
    for (const auto* cap : {"max_tokens", "max_completion_tokens"}) {
        const bool fine = !body.contains(cap) ||
                          (body[cap].is_number_integer() && body[cap].get<std::int64_t>() > 0);
        if (!fine) return wrong(std::string("'") + cap + "' must be a positive integer");
    }
    return {};
}

// Strict adherence needs additionalProperties false and every property required, at every level.
bool is_closed(const json& schema, const std::set<std::string>& properties) {
    if (!schema.is_object() || schema.value("type", "") != "object") return false;
    if (schema.value("additionalProperties", true)) return false;
    const auto required = schema.value("required", json::array());
    const auto given = schema.value("properties", json::object());
    std::set<std::string> names;
    for (const auto& [name, value] : given.items()) names.insert(name);
    return names == properties && required.size() == properties.size() &&
           std::all_of(required.begin(), required.end(), [&](const json& name) {
               return name.is_string() && properties.contains(name.get<std::string>());
           });
}

bool is_schema_name(const json& format) {
    if (!has_string(format, "name")) return false;
    const auto name = format["name"].get<std::string>();
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return text::is_alnum(c) || c == '_' || c == '-';
    });
}

Result<void> check_schema(const json& body) {
    const auto format = body.value("response_format", json::object());
    if (!format.is_object() || format.value("type", "") != "json_schema") {
        return wrong("'response_format.type' must be 'json_schema'");
    }
    const auto nested = format.value("json_schema", json::object());
    if (!is_schema_name(nested)) return wrong("'response_format.json_schema.name' is invalid");
    if (nested.value("strict", false) != true) {
        return wrong("'response_format.json_schema.strict' must be true");
    }
    const auto schema = nested.value("schema", json::object());
    if (!is_closed(schema, {"items"})) return wrong("the schema must hold only 'items'");
    const auto items = schema["properties"]["items"];
    if (!items.is_object() || items.value("type", "") != "array" ||
        !is_closed(items.value("items", json()), {"id", "t"})) {
        return wrong("the schema's items must be objects of 'id' and 't'");
    }
    return {};
}

Result<json> user_message(const json& body, std::size_t& prompt_bytes) {
    if (!body.contains("messages") || !body["messages"].is_array()) {
        return wrong("Missing required parameter: 'messages'.");
    }
    json user;
    for (const auto& message : body["messages"]) {
        if (!has_string(message, "role") || !has_string(message, "content")) {
            return wrong("each message needs 'role' and 'content'");
        }
        const auto content = message["content"].get<std::string>();
        prompt_bytes += content.size();
        if (message["role"] != "user") continue;
        if (!user.is_null()) return wrong("there must be exactly one user message");
        user = json::parse(content, nullptr, false);
        if (!user.is_object()) return wrong("the user message must be one JSON object");
    }
    if (user.is_null()) return wrong("there is no user message");
    return user;
}

Result<std::vector<LlmItem>> read_items(const json& user) {
    if (!user.contains("items") || !user["items"].is_array() || user["items"].empty()) {
        return wrong("the user message needs 'items'");
    }
    std::vector<LlmItem> items;
    std::set<std::string> ids;
    for (const auto& item : user["items"]) {
        if (!has_string(item, "id") || !has_string(item, "t") || item.size() != 2) {
            return wrong("each item is an object of 'id' and 't'");
        }
        items.push_back({item["id"].get<std::string>(), item["t"].get<std::string>()});
        if (!ids.insert(items.back().id).second) return wrong("an id stands there twice");
    }
    return items;
}

Result<LlmRequest> read_checked(const json& body, bool needs_schema) {
    if (!body.is_object()) return wrong("We could not parse the JSON body of your request.");
    if (!has_string(body, "model")) return wrong("you must provide a model parameter");
    if (auto checked = check_fields(body); !checked) return tl::make_unexpected(checked.error());
    if (needs_schema) {
        if (auto checked = check_schema(body); !checked)
            return tl::make_unexpected(checked.error());
    }
    LlmRequest request;
    request.model = body["model"].get<std::string>();
    const auto user = user_message(body, request.prompt_bytes);
    if (!user) return tl::make_unexpected(user.error());
    if (!has_string(*user, "to")) return wrong("the user message needs 'to'");
    if (user->contains("from") && !has_string(*user, "from")) return wrong("'from' is a string");
    request.from = user->value("from", "");
    request.to = (*user)["to"].get<std::string>();
    auto items = read_items(*user);
    if (!items) return tl::make_unexpected(items.error());
    request.items = std::move(*items);
    return request;
}

}  // namespace

Result<LlmRequest> read_llm_request(std::string_view body, bool needs_schema) {
    try {
        return read_checked(json::parse(body, nullptr, false), needs_schema);
    } catch (const json::exception& e) {  // a member of another type than value() expects
        return wrong(std::string("Invalid type: ") + e.what());
    }
}

}  // namespace glossd::bench
