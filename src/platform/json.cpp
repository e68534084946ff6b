#include "platform/json.hpp"

namespace glossd::platform {

Json parse_json(std::string_view bytes) {
    auto value = Json::parse(bytes, nullptr, false);
    return value.is_discarded() ? Json() : value;
}

std::string write_json(const OrderedJson& value, int indent) {
    return value.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

const Json& member(const Json& object, const char* key) {
    static const Json null;
    if (!object.is_object()) return null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

std::string string_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string id_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_number_integer() ? value.dump() : string_at(object, key);
}

std::optional<std::int64_t> number_at(const Json& object, const char* key) {
    const auto& value = member(object, key);
    if (!value.is_number_integer()) return std::nullopt;
    return value.get<std::int64_t>();
}

}  // namespace glossd::platform
