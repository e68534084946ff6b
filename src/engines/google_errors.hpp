// Which outcome an error of Google's APIs is (google.rpc.Status in JSON, and the older form with
// `errors[].reason`): by its details first, then its status word, then the HTTP status. One refusal
// is a minute's limit, another the day's: only the quota's id or the reason tells them apart.
#pragma once

#include "engines/http_outcome.hpp"

namespace glossd::engines {

// `body` is the reply's body, as JSON when it was JSON, else null.
model::Outcome google_outcome(const model::HttpReply& reply, const nlohmann::json& body,
                              const config::Secret& secret);

// Errors and answers alike may be wrapped in an array of one.
nlohmann::json unwrapped(nlohmann::json body);

}  // namespace glossd::engines
