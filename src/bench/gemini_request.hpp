// A generateContent call as the Gemini API's GenerateContentRequest describes it (v1beta): fields
// it does not know are errors there, and here. Pure; any thread. With `needs_schema` the answer
// must be bound by responseJsonSchema.
#pragma once

#include "bench/llm_request.hpp"

namespace glossd::bench {

// Without the model, which the address names.
model::Result<LlmRequest> read_generate_request(std::string_view body, bool needs_schema);

}  // namespace glossd::bench
