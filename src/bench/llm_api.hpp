// LlmApi: how one service puts the question to a language model and its answer into HTTP: paths,
// credential, request, completion, and every error in the service's own words. Immutable; any
// thread. The model behind it (LlmStandIn) is the same for all.
#pragma once

#include "bench/faults.hpp"
#include "bench/http.hpp"
#include "bench/llm_answer.hpp"
#include "bench/llm_request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

// What an error() is told beside: bad_request its message, unknown_model the name that was asked
// for.
enum class LlmError { bad_request, bad_key, unknown_path, unknown_model, overloaded, failed };

class LlmApi {
  public:
    virtual ~LlmApi() = default;

    // Behind the server's address: what a client is given as base_url.
    virtual std::string base_path() const = 0;
    // Completions, for latencies.
    virtual Match completions() const = 0;
    virtual bool is_completion(const Request& request) const = 0;
    virtual std::string key_of(const Request& request) const = 0;

    // Of a completion. The error's message goes to the client.
    virtual model::Result<LlmRequest> read(const Request& request, bool needs_schema) const = 0;
    // What the service says of its model; nothing when it was not asked that.
    virtual std::optional<Response> describe(const Request& request,
                                             const std::string& model) const = 0;

    virtual Response completion(const LlmRequest& request, std::vector<LlmItem> items,
                                std::optional<AnswerFault> fault) const = 0;
    // The 429 of rate_limited and quota; `retry_after` in seconds, 0: it does not say.
    virtual Response refusal(AnswerFault fault, int retry_after) const = 0;
    virtual Response error(LlmError error, const std::string& message) const = 0;
};

const LlmApi& openai_api();
const LlmApi& gemini_api();
const LlmApi& anthropic_api();

}  // namespace glossd::bench
