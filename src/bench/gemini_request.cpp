#include "bench/gemini_request.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using model::Result;
using nlohmann::json;
using Names = std::set<std::string_view>;

Result<void> check_fields(const json& object, const Names& known, const std::string& where) {
    if (!object.is_object()) return wrong(fmt::format("Invalid value at '{}'", where));
    for (const auto& [name, value] : object.items()) {
        if (known.count(name) > 0) continue;
        return wrong(fmt::format(
            "Invalid JSON payload received. Unknown name \"{}\" at '{}': Cannot find field.", name,
            where));
    }
    return {};
}

Result<void> check_thinking(const json& thinking) {
    const auto known =
        check_fields(thinking, {"thinkingLevel", "thinkingBudget", "includeThoughts"},
                     "generation_config.thinking_config");
    if (!known) return known;
    if (thinking.contains("thinkingLevel") && thinking.contains("thinkingBudget")) {
        return wrong("You can only set only one of thinking budget and thinking level.");
    }
    const auto level = thinking.value("thinkingLevel", "LOW");
    const Names levels{"MINIMAL", "LOW", "MEDIUM", "HIGH"};
    if (levels.count(level) == 0) return wrong("Invalid value at 'thinking_level': " + level);
    if (thinking.value("thinkingBudget", 0) < -1) return wrong("The thinking budget is invalid.");
    return {};
}

Result<void> check_form(const json& config) {
    if (config.contains("responseSchema")) {
        return wrong("response_schema and response_json_schema exclude each other");
    }
    if (config.value("responseMimeType", "") != "application/json") {
        return wrong("response_mime_type must be application/json with a schema");
    }
    return check_answer_schema(config.value("responseJsonSchema", json()));
}

Result<void> check_config(const json& config, bool needs_schema) {
    auto checked = check_fields(config,
                                {"temperature", "topP", "topK", "seed", "maxOutputTokens",
                                 "candidateCount", "stopSequences", "responseMimeType",
                                 "responseSchema", "responseJsonSchema", "thinkingConfig"},
                                "generation_config");
    if (checked && config.contains("thinkingConfig")) {
        checked = check_thinking(config["thinkingConfig"]);
    }
    if (checked && needs_schema) checked = check_form(config);
    if (checked && config.value("maxOutputTokens", 1) < 1) {
        return wrong("max_output_tokens must be positive");
    }
    return checked;
}

Result<void> check_safety(const json& settings) {
    const Names categories{"HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH",
                           "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_DANGEROUS_CONTENT"};
    const Names thresholds{"BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH",
                           "BLOCK_NONE", "OFF"};
    std::set<std::string> seen;
    for (const auto& setting : settings) {
        const auto known = check_fields(setting, {"category", "threshold"}, "safety_settings");
        if (!known) return known;
        const auto category = setting.value("category", "");
        if (categories.count(category) == 0 ||
            thresholds.count(setting.value("threshold", "")) == 0) {
            return wrong("Invalid value at 'safety_settings'");
        }
        if (!seen.insert(category).second) return wrong("safety_settings names a category twice");
    }
    return {};
}

// The text of {"parts":[{"text"}]}.
Result<std::string> text_of(const json& content, const Names& known, const std::string& where) {
    if (auto checked = check_fields(content, known, where); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto parts = content.value("parts", json::array());
    if (!parts.is_array() || parts.empty()) return wrong(where + ".parts must not be empty");
    std::string text;
    for (const auto& part : parts) {
        if (!has_string(part, "text") || part.size() != 1) {
            return wrong(where + ".parts: only text is understood");
        }
        text += part["text"].get<std::string>();
    }
    return text;
}

// One turn, the user's.
Result<void> read_contents(const json& body, LlmRequest& request) {
    const auto contents = body.value("contents", json::array());
    if (!contents.is_array() || contents.size() != 1) return wrong("contents must be one turn");
    if (contents[0].value("role", "") != "user") return wrong("the last turn must be the user's");
    const auto text = text_of(contents[0], {"role", "parts"}, "contents");
    if (!text) return tl::make_unexpected(text.error());
    request.prompt_bytes += text->size();
    return read_batch(*text, request);
}

Result<LlmRequest> read_generation(const json& body, bool needs_schema) {
    auto checked = check_fields(body,
                                {"systemInstruction", "contents", "generationConfig",
                                 "safetySettings", "cachedContent", "serviceTier"},
                                "request");
    if (checked) {
        checked = check_config(body.value("generationConfig", json::object()), needs_schema);
    }
    if (checked) checked = check_safety(body.value("safetySettings", json::array()));
    if (!checked) return tl::make_unexpected(checked.error());
    LlmRequest request;
    if (body.contains("systemInstruction")) {
        const auto rules =
            text_of(body["systemInstruction"], {"role", "parts"}, "system_instruction");
        if (!rules) return tl::make_unexpected(rules.error());
        request.prompt_bytes += rules->size();
        request.orders = *rules;
    }
    if (auto read = read_contents(body, request); !read) return tl::make_unexpected(read.error());
    return request;
}

}  // namespace

Result<LlmRequest> read_generate_request(std::string_view body, bool needs_schema) {
    try {
        return read_generation(json::parse(body, nullptr, false), needs_schema);
    } catch (const json::exception& e) {  // a member of another type than value() expects
        return wrong(std::string("Invalid value: ") + e.what());
    }
}

}  // namespace glossd::bench
