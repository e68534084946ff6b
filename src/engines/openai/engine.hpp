// Every service that speaks OpenAI's `POST {base}/chat/completions`: OpenAI, Ollama, llama.cpp,
// vLLM, OpenRouter and many more. They differ in what a success looks like: an error may come
// with status 200, an answer wrapped in prose, a fence or <think>; nothing is taken on trust.
#pragma once

#include "engines/engine.hpp"

#include <string>

namespace glossd::engines {

// Keys: model (required), base_url (https://api.openai.com/v1), api_key (required there, else
// sent only when set), api_version (of OpenAI's models at Azure: goes into the address, and the key
// into the header `api-key`), json_mode ("schema", "object", "none"), token_cap_field
// (max_completion_tokens at OpenAI and Azure, else max_tokens, the one name that every other server
// knows), temperature (sent only when set), extra_body (a JSON object merged into the request, null
// removes a member), batch_max, context_window. An error names the key.
model::Result<EnginePtr> make_openai(const config::EngineSettings& settings);

}  // namespace glossd::engines
