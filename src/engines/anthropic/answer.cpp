#include "engines/anthropic/answer.hpp"

#include "engines/anthropic/errors.hpp"
#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/llm_answer.hpp"

#include <string>

namespace glossd::engines::anthropic {

namespace {

using model::OutcomeKind;
using nlohmann::json;

std::string text_of(const json& content) {
    std::string text;
    for (const auto& block : content) {
        if (string_at(block, "type") == "text") text += string_at(block, "text");
    }
    return text;
}

// What was read from or written to a cache is not among input_tokens, yet it is input.
Usage usage_of(const json& body) {
    const auto& used = member(body, "usage");
    return {number_at(used, "input_tokens") + number_at(used, "cache_creation_input_tokens") +
                number_at(used, "cache_read_input_tokens"),
            number_at(used, "output_tokens"), 0};
}

std::string refusal(const json& body) {
    const auto category = string_at(member(body, "stop_details"), "category");
    return "the model refused to answer" + (category.empty() ? "" : ": " + category);
}

}  // namespace

BatchReply read_message(const Batch& batch, const model::HttpReply& reply,
                        const config::Secret& secret) {
    const auto parsed = parse_json(reply.body);
    const auto body = parsed.value_or(json());
    if (status_kind(reply.status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {error_outcome(reply, body, secret), {}, {}};
    }
    if (!parsed) return failed_call(OutcomeKind::transient, parsed.error().message);
    const auto usage = usage_of(body);
    const auto stop = string_at(body, "stop_reason");
    const auto& content = member(body, "content");
    if (!content.is_array() && stop.empty()) {
        return failed_call(OutcomeKind::transient, "the answer has no content", usage);
    }
    BatchReply answer{{}, read_items(batch, text_of(content)), usage};
    if (stop == "max_tokens") {
        explain_missing(answer, OutcomeKind::too_large,
                        "the answer was cut off at its token limit");
    } else if (stop == "model_context_window_exceeded") {
        explain_missing(answer, OutcomeKind::too_large,
                        "the answer was cut off at the model's context window");
    } else if (stop == "refusal") {
        explain_missing(answer, OutcomeKind::blocked, refusal(body));
    }
    return answer;
}

}  // namespace glossd::engines::anthropic
