// What a chat completion came to. Items are taken by id and judged by their tags; what is good
// stays although others failed, because it is paid for.
#pragma once

#include "config/config.hpp"
#include "engines/engine.hpp"
#include "model/exchange.hpp"

namespace glossd::engines::openai {

// Any status and any body. `secret` is kept out of messages.
BatchReply read_completion(const Batch& batch, const model::HttpReply& reply,
                           const config::Secret& secret);

}  // namespace glossd::engines::openai
