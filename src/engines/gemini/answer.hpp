// What a generateContent call came to. One bad text blocks the whole batch, often without a
// candidate to show for it: that is `blocked`, never a failure of the service.
#pragma once

#include "config/config.hpp"
#include "engines/engine.hpp"
#include "model/exchange.hpp"

namespace glossd::engines::gemini {

// Any status and any body. `secret` is kept out of messages.
BatchReply read_generation(const Batch& batch, const model::HttpReply& reply,
                           const config::Secret& secret);

}  // namespace glossd::engines::gemini
