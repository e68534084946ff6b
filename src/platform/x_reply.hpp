// What X says beside data: problems, limits, quotas; as outcomes. Pure; any thread. X uses one
// status for many things (403: a duplicate, a missing permission, a reply that is not allowed), so
// its words decide as well.
#pragma once

#include "model/exchange.hpp"
#include "model/outcome.hpp"

#include <optional>
#include <string>

namespace glossd::platform {

// A reply to a read: never `unknown`, and ready to be repeated after a 5xx.
model::Outcome x_read_outcome(const model::HttpReply& reply);

// A reply to a post: after a 5xx nobody knows, and a duplicate may be our own earlier attempt.
model::Outcome x_post_outcome(const model::HttpReply& reply);

// How long X wants no further request of this kind: until the reset, once a limit is used up.
std::optional<model::Duration> x_rest(const model::HttpReply& reply);

// 400 that names a parameter of the query: X does not know our names of fields.
bool x_refuses_names(const model::HttpReply& reply);

}  // namespace glossd::platform
