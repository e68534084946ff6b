#include "bench/openai_request.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::bench {

namespace {

using model::Result;
using nlohmann::json;

Result<void> check_arguments(const json& body) {
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
    return check_answer_schema(nested.value("schema", json::object()));
}

Result<void> read_messages(const json& body, LlmRequest& request) {
    if (!body.contains("messages") || !body["messages"].is_array()) {
        return wrong("Missing required parameter: 'messages'.");
    }
    int of_user = 0;
    for (const auto& message : body["messages"]) {
        if (!has_string(message, "role") || !has_string(message, "content")) {
            return wrong("each message needs 'role' and 'content'");
        }
        const auto content = message["content"].get<std::string>();
        request.prompt_bytes += content.size();
        if (message["role"] != "user") {
            request.orders += content;
            continue;
        }
        if (++of_user > 1) return wrong("there must be exactly one user message");
        if (auto read = read_batch(content, request); !read) return read;
    }
    if (of_user == 0) return wrong("there is no user message");
    return {};
}

Result<LlmRequest> read_chat(const json& body, bool needs_schema) {
    if (!body.is_object()) return wrong("We could not parse the JSON body of your request.");
    if (!has_string(body, "model")) return wrong("you must provide a model parameter");
    auto checked = check_arguments(body);
    if (checked && needs_schema) checked = check_schema(body);
    if (!checked) return tl::make_unexpected(checked.error());
    LlmRequest request;
    request.model = body["model"].get<std::string>();
    if (auto read = read_messages(body, request); !read) return tl::make_unexpected(read.error());
    return request;
}

}  // namespace

Result<LlmRequest> read_chat_request(std::string_view body, bool needs_schema) {
    try {
        return read_chat(json::parse(body, nullptr, false), needs_schema);
    } catch (const json::exception& e) {  // a member of another type than value() expects
        return wrong(std::string("Invalid type: ") + e.what());
    }
}

}  // namespace glossd::bench
