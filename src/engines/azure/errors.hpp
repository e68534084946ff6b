// Which outcome an error of Azure's Translator is: by its code of six digits, the HTTP status and
// three more, then by the status. 403001 is the free quota's end, another 403 the credential.
#pragma once

#include "engines/http_outcome.hpp"

namespace glossd::engines::azure {

// `body` is the reply's body, as JSON when it was JSON, else null.
model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& body,
                             const config::Secret& secret);

}  // namespace glossd::engines::azure
