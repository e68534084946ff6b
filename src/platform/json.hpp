// JSON of services that hold posts: read without exceptions, written with the keys in the order
// given. A member that is missing or of another type reads as empty: servers and proxies answer
// anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace glossd::platform {

using Json = nlohmann::json;
// For writing: equal values are equal bytes.
using OrderedJson = nlohmann::ordered_json;

// Null when the bytes are no JSON (an empty body, an HTML page).
Json parse_json(std::string_view bytes);

// As parse_json, of an object whose own members are all that is wanted: the values of those that
// are objects or arrays are left empty. A server's post is mostly its author and its media.
Json parse_flat_json(std::string_view bytes);

// Invalid UTF-8 becomes U+FFFD; never throws.
std::string write_json(const OrderedJson& value, int indent = -1);

const Json& member(const Json& object, const char* key);
std::string string_at(const Json& object, const char* key);
// A string, or a whole number as its digits: some servers number their posts.
std::string id_at(const Json& object, const char* key);
std::optional<std::int64_t> number_at(const Json& object, const char* key);

}  // namespace glossd::platform
