// HTTP replies to outcomes, the same for every engine; what only one service does is told apart
// in its own folder first. A 2xx status alone is no success: the body decides. Translation is
// repeatable, so a broken exchange is transient, never unknown.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/outcome.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

namespace glossd::engines {

// What an error body says, wherever the service puts it. Every field may be empty.
struct ErrorBody {
    std::string message;  // for people, as the service wrote it; HTML is named, not quoted
    std::string code;     // "rate_limit_exceeded"; a numeric code as digits
    std::string type;     // "insufficient_quota"

    // Does the message say this phrase, in whatever case?
    bool says(std::string_view phrase) const;

    bool operator==(const ErrorBody&) const = default;
};

// `message`, `Message`, `error.message`, `error` as a string, `explanation`, `detail`; the object
// may be wrapped in a one-element array.
ErrorBody read_error_body(std::string_view body);
ErrorBody read_error_json(const nlohmann::json& body);

// By status alone: 401 403 404 unauthorized (the key, or the model or address configured: nothing
// but the operator mends it), 402 456 quota, 408 409 425 5xx transient, 413 414 too_large, 429
// 529 rate_limited, other 4xx and redirects rejected; ok for 2xx.
model::OutcomeKind status_kind(int status);

// Outcome of a reply with the service's own words, on one short line, and its delay; `secret`
// never shows in it.
model::Outcome http_outcome(model::OutcomeKind kind, const model::HttpReply& reply,
                            const ErrorBody& body, const config::Secret& secret);

// Status and body by the common rules above.
model::Outcome status_outcome(const model::HttpReply& reply, const config::Secret& secret);

// The HTTP reply, or the outcome of an exchange that brought none.
tl::expected<const model::HttpReply*, model::Outcome> http_reply(const model::Reply& reply);

// For probes: the reply's JSON, or an error that tells the operator what the service said.
model::Result<nlohmann::json> probe_json(const model::Reply& reply, const config::Secret& secret);

}  // namespace glossd::engines
