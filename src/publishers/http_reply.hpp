// HTTP replies as outcomes, as far as every posting service agrees. Posting is not repeatable: an
// exchange that broke off is only `transient` when nothing had left yet, else it is `unknown`.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/outcome.hpp"

#include <functional>
#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace glossd::publishers {

using HttpOrOutcome = tl::expected<const model::HttpReply*, model::Outcome>;

HttpOrOutcome reply_to_post(const model::Reply& reply);
HttpOrOutcome reply_to_read(const model::Reply& reply);  // a read may always be repeated

// What the service says to people, on one line of at most 200 characters: `error` with
// `error_description`, `error.message` or `message` of a JSON body, else the visible text of it.
// Empty when it says nothing. The secret is blanked, should the service quote it.
std::string error_words(const model::HttpReply& reply, const config::Secret& secret);

// "HTTP 422: its words". Of a rate limit the delay is Retry-After, else X-RateLimit-Reset (a date)
// counted from the reply's own Date, so that no clock of ours comes into it, else a minute;
// otherwise Retry-After if given. Between a second and an hour.
model::Outcome outcome_of(model::OutcomeKind kind, const model::HttpReply& reply,
                          const config::Secret& secret);

// The reply to a deletion: `ok` when it is gone, now or before; else what `refused` makes of it.
model::Outcome gone_or(const model::Reply& reply,
                       const std::function<model::Outcome(const model::HttpReply&)>& refused);

// For 3xx: a post is never sent on to another address by itself.
model::Outcome moved_outcome(const model::HttpReply& reply, const std::string& key);

}  // namespace glossd::publishers
