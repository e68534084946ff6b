#include "engines/anthropic/errors.hpp"

#include "engines/json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace glossd::engines::anthropic {

namespace {

using model::OutcomeKind;

struct Word {
    std::string_view word;  // error.type
    OutcomeKind kind;
};

// What only the operator can mend parks the lane: the key, its rights, the model's name.
constexpr std::array<Word, 11> words{{
    {"invalid_request_error", OutcomeKind::rejected},
    {"authentication_error", OutcomeKind::unauthorized},
    {"billing_error", OutcomeKind::quota},
    {"permission_error", OutcomeKind::unauthorized},
    {"not_found_error", OutcomeKind::unauthorized},
    {"conflict_error", OutcomeKind::transient},
    {"request_too_large", OutcomeKind::too_large},
    {"rate_limit_error", OutcomeKind::rate_limited},
    {"api_error", OutcomeKind::transient},
    {"timeout_error", OutcomeKind::transient},
    {"overloaded_error", OutcomeKind::transient},
}};

// A tier's monthly cap has a code; a limit the operator set, or credits at their end, come as
// invalid_request_error with nothing but words.
bool is_out_of_money(const nlohmann::json& error, const ErrorBody& body) {
    return string_at(member(error, "details"), "error_code") == "enforced_spend_limit_reached" ||
           body.says("usage limits") || body.says("spend limit") ||
           body.says("credit balance is too low");
}

bool says_too_large(const ErrorBody& body) {
    return body.says("prompt is too long") || body.says("exceed context limit");
}

OutcomeKind kind_of(const model::HttpReply& reply, const nlohmann::json& error,
                    const ErrorBody& body) {
    if (is_out_of_money(error, body)) return OutcomeKind::quota;
    if (says_too_large(body)) return OutcomeKind::too_large;
    const auto* word = std::find_if(words.begin(), words.end(),
                                    [&](const Word& w) { return w.word == body.type; });
    if (word != words.end()) return word->kind;
    // Here, unlike elsewhere, 529 says nothing about us: all of the service is overloaded.
    const auto kind = reply.status == 529 ? OutcomeKind::transient : status_kind(reply.status);
    return kind == OutcomeKind::ok ? OutcomeKind::transient : kind;
}

}  // namespace

model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& json,
                             const config::Secret& secret) {
    const auto body = json.is_null() ? read_error_body(reply.body) : read_error_json(json);
    return http_outcome(kind_of(reply, member(json, "error"), body), reply, body, secret);
}

}  // namespace glossd::engines::anthropic
