// Members of the JSON that commands show to people; an absent one is an empty text.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace glossd::cli {

inline std::string text_of(const nlohmann::ordered_json& object, const char* key) {
    return object.value(key, std::string());
}

}  // namespace glossd::cli
