// A chat completion as OpenAI's CreateChatCompletionRequest describes it. Pure; any thread. With
// `needs_schema` it must carry a strict json_schema, nested as OpenAI wants it.
#pragma once

#include "bench/llm_request.hpp"

namespace glossd::bench {

model::Result<LlmRequest> read_chat_request(std::string_view body, bool needs_schema);

}  // namespace glossd::bench
