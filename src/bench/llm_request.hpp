// What a client asked of the pretended language model: a chat completion (OpenAI's
// CreateChatCompletionRequest) whose user message is glossd's batch. Pure; any thread. Stricter
// than real servers: what they would silently ignore is an error here.
#pragma once

#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::bench {

struct LlmItem {
    std::string id;
    std::string t;

    bool operator==(const LlmItem&) const = default;
};

struct LlmRequest {
    std::string model;
    std::string from;  // empty: not known
    std::string to;
    std::vector<LlmItem> items;
    std::size_t prompt_bytes = 0;  // of all messages

    bool operator==(const LlmRequest&) const = default;
};

// `needs_schema`: response_format must be a strict json_schema of {"items":[{"id","t"}]}, nested
// as OpenAI wants it. The error's message goes to the client.
model::Result<LlmRequest> read_llm_request(std::string_view body, bool needs_schema);

}  // namespace glossd::bench
