// Which outcome an error of the Gemini API is (google.rpc.Status in JSON): by its details first,
// then its status word, then the HTTP status. One 429 is a minute's limit, another the day's: only
// the quota's id tells them apart.
#pragma once

#include "engines/http_outcome.hpp"

namespace glossd::engines::gemini {

// `body` is the reply's body, as JSON when it was JSON, else null.
model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& body,
                             const config::Secret& secret);

}  // namespace glossd::engines::gemini
