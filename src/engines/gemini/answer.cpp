#include "engines/gemini/answer.hpp"

#include "engines/google_errors.hpp"
#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/llm_answer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace glossd::engines::gemini {

namespace {

using model::OutcomeKind;
using nlohmann::json;

// What the model said, without what it thought.
std::string text_of(const json& candidate) {
    std::string text;
    const auto& parts = member(member(candidate, "content"), "parts");
    if (!parts.is_array()) return text;
    for (const auto& part : parts) {
        const auto& thought = member(part, "thought");
        const bool is_thought = thought.is_boolean() && thought.get<bool>();
        if (!is_thought) text += string_at(part, "text");
    }
    return text;
}

Usage usage_of(const json& body) {
    const auto& used = member(body, "usageMetadata");
    return {number_at(used, "promptTokenCount"),
            number_at(used, "candidatesTokenCount") + number_at(used, "thoughtsTokenCount"), 0};
}

// Reasons that say nothing against the content. Every other, also one not invented yet, is a
// block: SAFETY, RECITATION, LANGUAGE, OTHER, BLOCKLIST, PROHIBITED_CONTENT, SPII.
bool is_harmless(std::string_view finish) {
    constexpr std::array<std::string_view, 6> harmless{"",
                                                       "STOP",
                                                       "FINISH_REASON_UNSPECIFIED",
                                                       "MALFORMED_FUNCTION_CALL",
                                                       "UNEXPECTED_TOOL_CALL",
                                                       "TOO_MANY_TOOL_CALLS"};
    return std::find(harmless.begin(), harmless.end(), finish) != harmless.end();
}

BatchReply read_candidate(const Batch& batch, const json& candidate, Usage usage) {
    BatchReply reply{{}, read_items(batch, text_of(candidate)), usage};
    const auto finish = string_at(candidate, "finishReason");
    if (finish == "MAX_TOKENS") {
        explain_missing(reply, OutcomeKind::too_large, "the answer was cut off at its token limit");
    } else if (!is_harmless(finish)) {
        explain_missing(reply, OutcomeKind::blocked, "the answer was blocked: " + finish);
    }
    return reply;
}

// Without a candidate the prompt was blocked; a body that is no answer at all is another matter.
BatchReply read_without_candidate(const json& body, Usage usage) {
    const auto& feedback = member(body, "promptFeedback");
    if (!feedback.is_object() && !member(body, "usageMetadata").is_object()) {
        return failed_call(OutcomeKind::transient, "the answer has no candidates", usage);
    }
    const auto reason = string_at(feedback, "blockReason");
    return failed_call(OutcomeKind::blocked,
                       "the texts were blocked: " + (reason.empty() ? "no reason given" : reason),
                       usage);
}

}  // namespace

BatchReply read_generation(const Batch& batch, const model::HttpReply& reply,
                           const config::Secret& secret) {
    const auto parsed = parse_json(reply.body);
    const auto body = unwrapped(parsed.value_or(json()));
    if (status_kind(reply.status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {google_outcome(reply, body, secret), {}, {}};
    }
    if (!parsed) return failed_call(OutcomeKind::transient, parsed.error().message);
    const auto usage = usage_of(body);
    const auto& candidates = member(body, "candidates");
    if (!candidates.is_array() || candidates.empty()) return read_without_candidate(body, usage);
    return read_candidate(batch, candidates[0], usage);
}

}  // namespace glossd::engines::gemini
