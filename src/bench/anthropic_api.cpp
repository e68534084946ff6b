#include "bench/anthropic_request.hpp"
#include "bench/llm_api.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::string_view messages_path = "/v1/messages";

Response anthropic_error(int status, const char* type, const std::string& message) {
    return json_answer({{"type", "error"},
                        {"error", {{"type", type}, {"message", message}}},
                        {"request_id", "req_standin"}},
                       status);
}

class AnthropicApi final : public LlmApi {
  public:
    std::string base_path() const override { return ""; }
    Match completions() const override { return {"POST", std::string(messages_path)}; }
    bool is_completion(const Request& request) const override {
        return request.method == "POST" && request.path == messages_path;
    }
    std::string key_of(const Request& request) const override {
        return request.header("x-api-key");
    }

    model::Result<LlmRequest> read(const Request& request, bool needs_schema) const override {
        if (request.header("anthropic-version") != "2023-06-01") {
            return wrong("anthropic-version: header is required");
        }
        return read_messages_request(request.body, needs_schema);
    }
    std::optional<Response> describe(const Request& request,
                                     const std::string& model) const override;
    Response completion(const LlmRequest& request, std::vector<LlmItem> items,
                        std::optional<AnswerFault> fault) const override;
    Response refusal(AnswerFault fault, int retry_after) const override;
    Response error(LlmError error, const std::string& message) const override;
};

// Counting tokens, which asks for the key and the model and costs nothing.
std::optional<Response> AnthropicApi::describe(const Request& request,
                                               const std::string& model) const {
    if (request.method != "POST" || request.path != "/v1/messages/count_tokens") {
        return std::nullopt;
    }
    const auto body = json::parse(request.body, nullptr, false);
    const auto asked = has_string(body, "model") ? body["model"].get<std::string>() : "";
    if (asked != model) return error(LlmError::unknown_model, asked);
    return json_answer({{"input_tokens", tokens_of(request.body.size())}});
}

Response AnthropicApi::completion(const LlmRequest& request, std::vector<LlmItem> items,
                                  std::optional<AnswerFault> fault) const {
    const bool refused = fault == AnswerFault::refusal || fault == AnswerFault::content_filter;
    auto content = json::array();
    std::size_t said = 0;
    if (!refused) {
        // Thoughts are blocks of their own and come first.
        if (fault == AnswerFault::thinking) {
            content.push_back({{"type", "thinking"}, {"thinking", "First a draft."}});
            fault.reset();
        }
        const auto text = answer_text(request, std::move(items), fault);
        said = text.size();
        content.push_back({{"type", "text"}, {"text", text}});
    }
    json body{
        {"id", "msg_standin"},
        {"type", "message"},
        {"role", "assistant"},
        {"model", request.model},
        {"content", content},
        {"stop_reason", "end_turn"},
        {"usage",
         {{"input_tokens", tokens_of(request.prompt_bytes)}, {"output_tokens", tokens_of(said)}}}};
    if (fault == AnswerFault::truncated) body["stop_reason"] = "max_tokens";
    if (refused) {
        body["stop_reason"] = "refusal";
        body["stop_details"] = {{"category", "cyber"}};
    }
    return json_answer(body);
}

Response AnthropicApi::refusal(AnswerFault fault, int retry_after) const {
    constexpr const char* type = "rate_limit_error";
    if (fault == AnswerFault::quota) {
        return json_answer({{"type", "error"},
                            {"error",
                             {{"type", type},
                              {"message", "You have reached your specified API usage limits."},
                              {"details", {{"error_code", "enforced_spend_limit_reached"}}}}}},
                           429);
    }
    auto response = anthropic_error(429, type, "This request would exceed your rate limit.");
    if (retry_after > 0) {
        response.headers.emplace_back("retry-after", std::to_string(retry_after));
    }
    return response;
}

Response AnthropicApi::error(LlmError error, const std::string& message) const {
    switch (error) {
        case LlmError::bad_request:
            return anthropic_error(400, "invalid_request_error", message);
        case LlmError::bad_key:
            return anthropic_error(401, "authentication_error", "invalid x-api-key");
        case LlmError::unknown_path:
            return anthropic_error(404, "not_found_error", "Not found");
        case LlmError::unknown_model:
            return anthropic_error(404, "not_found_error", "model: " + message);
        case LlmError::overloaded:
            return anthropic_error(529, "overloaded_error", "Overloaded");
        case LlmError::failed:
            break;
    }
    return anthropic_error(500, "api_error", "Internal server error");
}

}  // namespace

const LlmApi& anthropic_api() {
    static const AnthropicApi api;
    return api;
}

}  // namespace glossd::bench
