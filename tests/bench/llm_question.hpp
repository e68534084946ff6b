// A batched exchange as a client of a pretended language model would write it by hand.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::test {

inline const std::vector<std::string> two_texts{"Hello <x1/>", "Good night <x1/>"};

inline nlohmann::json closed(const nlohmann::json& properties, const nlohmann::json& required) {
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
}

inline nlohmann::json answer_schema() {
    using nlohmann::json;
    const json string{{"type", "string"}};
    const auto item = closed({{"id", string}, {"t", string}}, {"id", "t"});
    return closed({{"items", {{"type", "array"}, {"items", item}}}}, json::array({"items"}));
}

// The user message; ids are k0, k1, ...
inline std::string user_message(const std::vector<std::string>& texts,
                                const std::string& to = "es") {
    using nlohmann::json;
    auto items = json::array();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        items.push_back({{"id", "k" + std::to_string(i)}, {"t", texts[i]}});
    }
    return json{{"from", "en"}, {"to", to}, {"items", items}}.dump();
}

}  // namespace glossd::test
