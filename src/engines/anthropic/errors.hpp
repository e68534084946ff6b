// Which outcome an error of Anthropic's API is: by `error.type` first, then the status. A limit of
// the minute and the month's spent money are one type and one status: details tell them apart,
// and where the operator set the cap, only the words do.
#pragma once

#include "engines/http_outcome.hpp"

namespace glossd::engines::anthropic {

// `body` is the reply's body, as JSON when it was JSON, else null.
model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& body,
                             const config::Secret& secret);

}  // namespace glossd::engines::anthropic
