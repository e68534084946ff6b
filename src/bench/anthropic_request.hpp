// A Messages call as Anthropic's API describes it: fields it does not know are errors there, and
// here. Pure; any thread. With `needs_schema` the answer must be bound by output_config.
#pragma once

#include "bench/llm_request.hpp"

namespace glossd::bench {

model::Result<LlmRequest> read_messages_request(std::string_view body, bool needs_schema);

}  // namespace glossd::bench
