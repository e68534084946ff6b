#include "engines/openai/answer.hpp"

#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/llm_answer.hpp"
#include "engines/openai/errors.hpp"

#include <string>
#include <utility>

namespace glossd::engines::openai {

namespace {

using model::OutcomeKind;
using nlohmann::json;

// A string, or parts of which some are text.
std::string content_of(const json& message) {
    const auto& content = member(message, "content");
    if (content.is_string()) return content.get<std::string>();
    std::string text;
    if (content.is_array()) {
        for (const auto& part : content) text += string_at(part, "text");
    }
    return text;
}

BatchReply read_choice(const Batch& batch, const json& choice, Usage usage) {
    const auto& message = member(choice, "message");
    if (!string_at(message, "refusal").empty()) {
        return failed_call(OutcomeKind::blocked, "the model refused to answer", usage);
    }
    BatchReply reply{{}, read_items(batch, content_of(message)), usage};
    const auto finish = string_at(choice, "finish_reason");
    if (finish == "length") {
        explain_missing(reply, OutcomeKind::too_large, "the answer was cut off at its token limit");
    } else if (finish == "content_filter") {
        explain_missing(reply, OutcomeKind::blocked, "the service's content filter stopped it");
    }
    return reply;
}

}  // namespace

BatchReply read_completion(const Batch& batch, const model::HttpReply& reply,
                           const config::Secret& secret) {
    auto parsed = parse_json(reply.body);
    const auto body = std::move(parsed).value_or(json());
    if (status_kind(reply.status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {error_outcome(reply, body, secret), {}, {}};
    }
    if (!parsed) return failed_call(OutcomeKind::transient, parsed.error().message, {});
    const auto& used = member(body, "usage");
    const Usage usage{number_at(used, "prompt_tokens"), number_at(used, "completion_tokens"), 0};
    const auto& choices = member(body, "choices");
    if (!choices.is_array() || choices.empty()) {
        return failed_call(OutcomeKind::transient, "the answer has no choices", usage);
    }
    return read_choice(batch, choices[0], usage);
}

}  // namespace glossd::engines::openai
