#include "bench/llm_api.hpp"
#include "bench/openai_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::string_view completions_path = "/v1/chat/completions";

std::string finish_reason(std::optional<AnswerFault> fault) {
    if (fault == AnswerFault::truncated) return "length";
    return fault == AnswerFault::content_filter ? "content_filter" : "stop";
}

json message_of(const std::string& content, std::optional<AnswerFault> fault) {
    json message{{"role", "assistant"}, {"content", content}, {"refusal", nullptr}};
    if (fault == AnswerFault::refusal) {
        message["content"] = nullptr;
        message["refusal"] = "I'm sorry, I cannot help with that.";
    }
    if (fault == AnswerFault::content_filter) message["content"] = nullptr;
    return message;
}

Response error_response(int status, const std::string& message, const std::string& type,
                        const std::string& code) {
    const json error{{"message", message},
                     {"type", type},
                     {"param", nullptr},
                     {"code", code.empty() ? json() : json(code)}};
    return json_answer({{"error", error}}, status);
}

class OpenAiApi final : public LlmApi {
  public:
    std::string base_path() const override { return "/v1"; }
    Match completions() const override { return {"POST", std::string(completions_path)}; }
    bool is_completion(const Request& request) const override {
        return request.method == "POST" && request.path == completions_path;
    }
    std::string key_of(const Request& request) const override { return request.bearer(); }

    model::Result<LlmRequest> read(const Request& request, bool needs_schema) const override {
        return read_chat_request(request.body, needs_schema);
    }
    std::optional<Response> describe(const Request& request,
                                     const std::string& model) const override;
    Response completion(const LlmRequest& request, std::vector<LlmItem> items,
                        std::optional<AnswerFault> fault) const override;
    Response refusal(AnswerFault fault, int retry_after) const override;
    Response error(LlmError error, const std::string& message) const override;
};

std::optional<Response> OpenAiApi::describe(const Request& request,
                                            const std::string& model) const {
    if (request.method != "GET" || request.path != "/v1/models") return std::nullopt;
    const json one{{"id", model}, {"object", "model"}, {"created", 0}};
    return json_answer({{"object", "list"}, {"data", json::array({one})}});
}

Response OpenAiApi::completion(const LlmRequest& request, std::vector<LlmItem> items,
                               std::optional<AnswerFault> fault) const {
    const auto content = answer_text(request, std::move(items), fault);
    const auto prompt = tokens_of(request.prompt_bytes);
    const auto completion = tokens_of(content.size());
    const json choice{{"index", 0},
                      {"message", message_of(content, fault)},
                      {"finish_reason", finish_reason(fault)}};
    return json_answer({{"id", "chatcmpl-standin"},
                        {"object", "chat.completion"},
                        {"created", 1767225600},
                        {"model", request.model},
                        {"choices", json::array({choice})},
                        {"usage",
                         {{"prompt_tokens", prompt},
                          {"completion_tokens", completion},
                          {"total_tokens", prompt + completion}}}});
}

Response OpenAiApi::refusal(AnswerFault fault, int retry_after) const {
    if (fault == AnswerFault::quota) {
        return error_response(429, "You exceeded your current quota", "insufficient_quota",
                              "insufficient_quota");
    }
    auto response = error_response(429, "Rate limit reached", "requests", "rate_limit_exceeded");
    if (retry_after > 0) {
        response.headers.emplace_back("Retry-After", std::to_string(retry_after));
    }
    return response;
}

Response OpenAiApi::error(LlmError error, const std::string& message) const {
    constexpr const char* invalid = "invalid_request_error";
    switch (error) {
        case LlmError::bad_request:
            return error_response(400, message, invalid, "");
        case LlmError::bad_key:
            return error_response(401, "Incorrect API key provided", invalid, "invalid_api_key");
        case LlmError::unknown_path:
            return error_response(404, "Unknown request URL", invalid, "unknown_url");
        case LlmError::unknown_model:
            return error_response(404, "The model does not exist", invalid, "model_not_found");
        case LlmError::overloaded:
            return error_response(503, "The server is overloaded", "service_unavailable_error",
                                  "server_is_overloaded");
        case LlmError::failed:
            break;
    }
    return error_response(500, "The server had an error", "server_error", "server_error");
}

}  // namespace

const LlmApi& openai_api() {
    static const OpenAiApi api;
    return api;
}

}  // namespace glossd::bench
