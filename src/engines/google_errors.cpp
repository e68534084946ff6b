#include "engines/google_errors.hpp"

#include "engines/json.hpp"
#include "engines/pacific_day.hpp"
#include "engines/server_delay.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace glossd::engines {

namespace {

using model::Duration;
using model::OutcomeKind;

struct StatusWord {
    std::string_view word;  // error.status (google.rpc.Code)
    OutcomeKind kind;
};

// What only the operator can mend parks the lane: the key, the model's name, billing, the region.
constexpr std::array<StatusWord, 13> status_words{{
    {"INVALID_ARGUMENT", OutcomeKind::rejected},
    {"OUT_OF_RANGE", OutcomeKind::rejected},
    {"FAILED_PRECONDITION", OutcomeKind::unauthorized},
    {"UNAUTHENTICATED", OutcomeKind::unauthorized},
    {"PERMISSION_DENIED", OutcomeKind::unauthorized},
    {"NOT_FOUND", OutcomeKind::unauthorized},
    {"RESOURCE_EXHAUSTED", OutcomeKind::rate_limited},
    {"UNAVAILABLE", OutcomeKind::transient},
    {"INTERNAL", OutcomeKind::transient},
    {"DEADLINE_EXCEEDED", OutcomeKind::transient},
    {"ABORTED", OutcomeKind::transient},
    {"CANCELLED", OutcomeKind::transient},
    {"UNKNOWN", OutcomeKind::transient},
}};

// What `error.details` and `error.errors` say, of all that may stand there.
struct Details {
    std::string reason;  // ErrorInfo
    std::optional<Duration> retry_delay;
    bool per_day = false;
    bool per_minute = false;
};

void read_quota(const nlohmann::json& failure, Details& details) {
    const auto& violations = member(failure, "violations");
    if (!violations.is_array()) return;
    for (const auto& violation : violations) {
        const auto id = string_at(violation, "quotaId");
        details.per_day = details.per_day || id.find("PerDay") != std::string::npos;
        details.per_minute = details.per_minute || id.find("PerMinute") != std::string::npos;
    }
}

Details read_details(const nlohmann::json& error) {
    Details details;
    const auto& list = member(error, "details");
    if (!list.is_array()) return details;
    for (const auto& detail : list) {
        const auto type = string_at(detail, "@type");
        if (type.ends_with("google.rpc.ErrorInfo")) {
            details.reason = string_at(detail, "reason");
        } else if (type.ends_with("google.rpc.QuotaFailure")) {
            read_quota(detail, details);
        } else if (type.ends_with("google.rpc.RetryInfo")) {
            // A protobuf Duration, "34.07s"; none at all is no delay.
            const auto delay = parse_reset(string_at(detail, "retryDelay"), std::nullopt);
            if (delay && *delay > Duration(0)) {
                details.retry_delay = std::min<Duration>(*delay, std::chrono::hours(24));
            }
        }
    }
    return details;
}

// Cloud Translation v2 answers a used-up limit with 403 and tells them apart by reason or words.
void read_reasons(const nlohmann::json& error, const ErrorBody& body, Details& details) {
    const auto& list = member(error, "errors");
    const auto gives = [&](const char* reason) {
        return list.is_array() && std::any_of(list.begin(), list.end(), [&](const auto& one) {
                   return string_at(one, "reason") == reason;
               });
    };
    details.per_day =
        details.per_day || gives("dailyLimitExceeded") || body.says("daily limit exceeded");
    details.per_minute = details.per_minute || gives("rateLimitExceeded") ||
                         gives("userRateLimitExceeded") || body.says("rate limit exceeded");
    if (gives("keyInvalid")) details.reason = "API_KEY_INVALID";
}

bool says_google_too_large(const ErrorBody& body) {
    return body.says("exceeds the maximum number of tokens") ||
           body.says("request payload size exceeds the limit") || body.says("text is too long") ||
           body.says("text too long") || body.says("too many text segments");
}

// Gateways before the service may drop the details.
bool is_bad_key(const Details& details, const ErrorBody& body) {
    return details.reason == "API_KEY_INVALID" || body.says("api key not valid");
}

OutcomeKind google_kind(const model::HttpReply& reply, const Details& details,
                        const ErrorBody& body) {
    if (is_bad_key(details, body)) return OutcomeKind::unauthorized;
    if (says_google_too_large(body)) return OutcomeKind::too_large;
    if (details.per_day) return OutcomeKind::quota;
    if (details.per_minute) return OutcomeKind::rate_limited;
    const auto* word = std::find_if(status_words.begin(), status_words.end(),
                                    [&](const StatusWord& w) { return w.word == body.code; });
    if (word != status_words.end()) return word->kind;
    const auto kind = status_kind(reply.status);
    return kind == OutcomeKind::ok ? OutcomeKind::transient : kind;
}

}  // namespace

model::Outcome google_outcome(const model::HttpReply& reply, const nlohmann::json& json,
                              const config::Secret& secret) {
    auto body = json.is_null() ? read_error_body(reply.body) : read_error_json(json);
    const auto& error = member(json, "error");
    if (auto status = string_at(error, "status"); !status.empty()) body.code = std::move(status);
    auto details = read_details(error);
    read_reasons(error, body, details);
    auto outcome = http_outcome(google_kind(reply, details, body), reply, body, secret);
    if (outcome.kind == OutcomeKind::quota && details.per_day) {
        outcome.retry_after = until_pacific_midnight(reply);
    } else if (details.retry_delay) {
        outcome.retry_after = details.retry_delay;
    } else if (details.per_minute && !outcome.retry_after) {
        outcome.retry_after = std::chrono::minutes(1);
    }
    return outcome;
}

nlohmann::json unwrapped(nlohmann::json body) {
    if (body.is_array() && body.size() == 1) {
        return unwrapped(nlohmann::json(std::move(body[0])));
    }
    return body;
}

}  // namespace glossd::engines
