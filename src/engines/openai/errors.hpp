// Which outcome an error of an OpenAI-like service is: by `error.code` first, then `error.type`,
// then the message where servers put it nowhere else, then the status. 429 alone says nothing:
// it is too fast, too long or no money.
#pragma once

#include "engines/http_outcome.hpp"

namespace glossd::engines::openai {

// `body` is the reply's body, as JSON when it was JSON, else null.
model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& body,
                             const config::Secret& secret);

}  // namespace glossd::engines::openai
