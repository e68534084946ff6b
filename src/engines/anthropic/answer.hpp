// What a Messages call came to. Blocks are taken by their type, never by their place: thoughts
// stand before the text. A refusal is a success of HTTP and may have cost tokens.
#pragma once

#include "config/config.hpp"
#include "engines/engine.hpp"
#include "model/exchange.hpp"

namespace glossd::engines::anthropic {

// Any status and any body. `secret` is kept out of messages.
BatchReply read_message(const Batch& batch, const model::HttpReply& reply,
                        const config::Secret& secret);

}  // namespace glossd::engines::anthropic
