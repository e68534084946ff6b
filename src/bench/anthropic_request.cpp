#include "bench/anthropic_request.hpp"

#include <set>
#include <utility>

namespace glossd::bench {

namespace {

using model::Result;
using nlohmann::json;

// What current models still take; those that sample by parameters refuse all but the defaults.
Result<void> check_messages_fields(const json& body) {
    static const std::set<std::string> known{"model",    "max_tokens",    "messages",
                                             "system",   "output_config", "stop_sequences",
                                             "thinking", "metadata",      "service_tier"};
    for (const auto& [name, value] : body.items()) {
        if (!known.contains(name)) return wrong(name + ": Extra inputs are not permitted");
    }
    if (!has_string(body, "model")) return wrong("model: Field required");
    if (!body.contains("max_tokens") || !body["max_tokens"].is_number_integer() ||
        body["max_tokens"].get<std::int64_t>() < 1) {
        return wrong("max_tokens: Field required");
    }
    return {};
}

// One turn, the user's: an answer may not be begun for the model.
Result<void> read_turns(const json& body, LlmRequest& request) {
    const auto turns = body.value("messages", json::array());
    if (!turns.is_array() || turns.size() != 1 || turns[0].value("role", "") != "user" ||
        !has_string(turns[0], "content")) {
        return wrong("messages: must be one turn of the user");
    }
    const auto content = turns[0]["content"].get<std::string>();
    request.prompt_bytes += content.size();
    return read_batch(content, request);
}

Result<LlmRequest> read_message(const json& body, bool needs_schema) {
    if (!body.is_object()) return wrong("the body is no JSON object");
    auto checked = check_messages_fields(body);
    if (checked && needs_schema) {
        const auto format =
            body.value("output_config", json::object()).value("format", json::object());
        if (format.value("type", "") != "json_schema") return wrong("output_config.format");
        checked = check_answer_schema(format.value("schema", json::object()));
    }
    if (!checked) return tl::make_unexpected(checked.error());
    LlmRequest request;
    request.model = body["model"].get<std::string>();
    if (has_string(body, "system")) request.orders = body["system"].get<std::string>();
    request.prompt_bytes += request.orders.size();
    if (auto read = read_turns(body, request); !read) return tl::make_unexpected(read.error());
    return request;
}

}  // namespace

Result<LlmRequest> read_messages_request(std::string_view body, bool needs_schema) {
    try {
        return read_message(json::parse(body, nullptr, false), needs_schema);
    } catch (const json::exception& e) {  // a member of another type than value() expects
        return wrong(std::string("Invalid type: ") + e.what());
    }
}

}  // namespace glossd::bench
