#include "bench/llm_request.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace glossd::bench {

namespace {

using model::Result;
using nlohmann::json;

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

Result<std::map<std::string, std::string>> read_terms(const json& user) {
    std::map<std::string, std::string> terms;
    if (!user.contains("glossary")) return terms;
    if (!user["glossary"].is_array() || user["glossary"].empty())
        return wrong("'glossary' is a list of terms, or absent");
    for (const auto& row : user["glossary"]) {
        if (!has_string(row, "term") || !has_string(row, "translation") || row.size() != 2)
            return wrong("each row of 'glossary' is an object of 'term' and 'translation'");
        terms.emplace(row["term"].get<std::string>(), row["translation"].get<std::string>());
    }
    return terms;
}

}  // namespace

tl::unexpected<model::Error> wrong(std::string message) {
    return model::fail(model::ErrorKind::invalid_input, std::move(message));
}

bool has_string(const json& object, const char* key) {
    return object.is_object() && object.contains(key) && object[key].is_string();
}

Result<void> check_answer_schema(const json& schema) {
    if (!is_closed(schema, {"items"})) return wrong("the schema must hold only 'items'");
    const auto items = schema["properties"]["items"];
    if (!items.is_object() || items.value("type", "") != "array" ||
        !is_closed(items.value("items", json()), {"id", "t"})) {
        return wrong("the schema's items must be objects of 'id' and 't'");
    }
    return {};
}

Result<void> read_batch(std::string_view text, LlmRequest& request) {
    const auto user = json::parse(text, nullptr, false);
    if (!user.is_object()) return wrong("the user message must be one JSON object");
    if (!has_string(user, "to")) return wrong("the user message needs 'to'");
    if (user.contains("from") && !has_string(user, "from")) return wrong("'from' is a string");
    request.from = user.value("from", "");
    if (user.contains("limit") && !user["limit"].is_number_unsigned())
        return wrong("'limit' is a number of characters");
    auto glossary = read_terms(user);
    if (!glossary) return tl::make_unexpected(glossary.error());
    request.glossary = std::move(*glossary);
    request.limit = user.value("limit", std::size_t{0});
    request.to = user["to"].get<std::string>();
    auto items = read_items(user);
    if (!items) return tl::make_unexpected(items.error());
    request.items = std::move(*items);
    return {};
}

}  // namespace glossd::bench
