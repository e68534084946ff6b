#include "engines/openai/errors.hpp"

#include "engines/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace glossd::engines::openai {

namespace {

using model::OutcomeKind;

struct Word {
    std::string_view word;  // error.code or error.type
    OutcomeKind kind;
};

// A field that the model does not take is the configuration's fault, not the item's: it parks the
// lane as a wrong model's name does.
constexpr std::array<Word, 26> words{{
    {"insufficient_quota", OutcomeKind::quota},
    {"credit_balance_exhausted", OutcomeKind::quota},
    {"organization_spend_limit_exceeded", OutcomeKind::quota},
    {"project_spend_limit_exceeded", OutcomeKind::quota},
    {"organization_usage_limit_exceeded", OutcomeKind::quota},
    {"billing_hard_limit_reached", OutcomeKind::quota},
    {"billing_not_active", OutcomeKind::quota},
    {"rate_limit_exceeded", OutcomeKind::rate_limited},
    {"slow_down", OutcomeKind::rate_limited},
    {"rate_limit_error", OutcomeKind::rate_limited},
    {"context_length_exceeded", OutcomeKind::too_large},
    {"exceed_context_size_error", OutcomeKind::too_large},
    {"string_above_max_length", OutcomeKind::too_large},
    {"request_too_large", OutcomeKind::too_large},
    {"content_filter", OutcomeKind::blocked},
    {"content_policy_violation", OutcomeKind::blocked},
    {"invalid_api_key", OutcomeKind::unauthorized},
    {"authentication_error", OutcomeKind::unauthorized},
    {"model_not_found", OutcomeKind::unauthorized},
    {"unsupported_parameter", OutcomeKind::unauthorized},
    {"unsupported_value", OutcomeKind::unauthorized},
    {"server_is_overloaded", OutcomeKind::transient},
    {"service_unavailable_error", OutcomeKind::transient},
    {"unavailable_error", OutcomeKind::transient},
    {"overloaded_error", OutcomeKind::transient},
    {"server_error", OutcomeKind::transient},
}};

std::optional<OutcomeKind> kind_of_word(std::string_view word) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.word == word; });
    return found == words.end() ? std::nullopt : std::optional(found->kind);
}

// vLLM tells a prompt beyond its context only in words; OpenAI a request that alone is larger
// than the tokens a minute, which waiting will never make smaller.
bool says_too_large(const ErrorBody& body) {
    return body.says("maximum context length") || body.says("context size") ||
           body.says("request too large");
}

// OpenRouter's 403 is its moderation, and its metadata says why; a bare 403 is the credential.
bool is_moderation(const nlohmann::json& body) {
    const auto& metadata = member(member(body, "error"), "metadata");
    return metadata.contains("reasons") || metadata.contains("flagged_input");
}

// OpenRouter and llama.cpp repeat the status as a numeric code, also inside a 200.
int effective_status(const model::HttpReply& reply, const ErrorBody& body) {
    int code = 0;
    const auto& text = body.code;
    std::from_chars(text.data(), text.data() + text.size(), code);
    if (code >= 400 && code < 600) return code;
    return reply.status;
}

OutcomeKind kind_of(const model::HttpReply& reply, const nlohmann::json& json,
                    const ErrorBody& body) {
    if (is_moderation(json)) return OutcomeKind::blocked;
    if (says_too_large(body)) return OutcomeKind::too_large;
    if (const auto kind = kind_of_word(body.code)) return *kind;
    if (const auto kind = kind_of_word(body.type)) return *kind;
    const auto kind = status_kind(effective_status(reply, body));
    return kind == OutcomeKind::ok ? OutcomeKind::transient : kind;
}

}  // namespace

model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& json,
                             const config::Secret& secret) {
    const auto body = json.is_null() ? read_error_body(reply.body) : read_error_json(json);
    return http_outcome(kind_of(reply, json, body), reply, body, secret);
}

}  // namespace glossd::engines::openai
