#include "bench/gemini_request.hpp"
#include "bench/llm_api.hpp"
#include "text/time_format.hpp"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::string_view models_path = "/v1beta/models/";
constexpr std::string_view verb = ":generateContent";

json detail(const std::string& type, json members) {
    members["@type"] = "type.googleapis.com/google.rpc." + type;
    return members;
}

// google.rpc.Status as the API's JSON has it.
Response status(int code, const std::string& word, const std::string& message,
                const json& details = {}) {
    json error{{"code", code}, {"message", message}, {"status", word}};
    if (!details.empty()) error["details"] = details;
    auto response = json_answer({{"error", error}}, code);
    response.headers.emplace_back("Date", text::to_rfc822(model::wall_now()));
    return response;
}

json quota_failure(const std::string& id) {
    return detail("QuotaFailure",
                  {{"violations",
                    {{{"quotaMetric",
                       "generativelanguage.googleapis.com/generate_content_free_tier_requests"},
                      {"quotaId", id},
                      {"quotaDimensions", {{"model", "stand-in"}, {"location", "global"}}}}}}});
}

class GeminiApi final : public LlmApi {
  public:
    std::string base_path() const override { return ""; }
    Match completions() const override { return {"POST", std::string(models_path)}; }
    bool is_completion(const Request& request) const override {
        return request.method == "POST" && request.path.starts_with(models_path) &&
               request.path.ends_with(verb);
    }
    std::string key_of(const Request& request) const override {
        return request.header("x-goog-api-key");
    }

    model::Result<LlmRequest> read(const Request& request, bool needs_schema) const override;
    std::optional<Response> describe(const Request& request,
                                     const std::string& model) const override;
    Response completion(const LlmRequest& request, std::vector<LlmItem> items,
                        std::optional<AnswerFault> fault) const override;
    Response refusal(AnswerFault fault, int retry_after) const override;
    Response error(LlmError error, const std::string& message) const override;
};

model::Result<LlmRequest> GeminiApi::read(const Request& request, bool needs_schema) const {
    // The service takes it, and so does every log on the way.
    if (request.parameter("key")) return wrong("the key must not stand in the address");
    auto read = read_generate_request(request.body, needs_schema);
    if (!read) return read;
    const auto& path = request.path;
    read->model = path.substr(models_path.size(), path.size() - models_path.size() - verb.size());
    return read;
}

std::optional<Response> GeminiApi::describe(const Request& request,
                                            const std::string& model) const {
    const auto& path = request.path;
    const bool all = path == models_path.substr(0, models_path.size() - 1);
    if (request.method != "GET" || (!all && !path.starts_with(models_path))) return std::nullopt;
    if (!all && path.substr(models_path.size()) != model) {
        return error(LlmError::unknown_model, path.substr(models_path.size()));
    }
    const json one{{"name", "models/" + model},
                   {"displayName", "Stand-in"},
                   {"inputTokenLimit", 1'048'576},
                   {"outputTokenLimit", 65'536},
                   {"supportedGenerationMethods", {"generateContent", "countTokens"}},
                   {"thinking", true}};
    return json_answer(all ? json{{"models", json::array({one})}} : one);
}

json parts_of(const LlmRequest& request, std::vector<LlmItem> items,
              std::optional<AnswerFault> fault) {
    if (fault != AnswerFault::thinking) {
        return json::array({{{"text", answer_text(request, std::move(items), fault)}}});
    }
    // Thoughts come as parts of their own, never inside the text.
    const auto content = answer_text(request, std::move(items), std::nullopt);
    return json::array(
        {{{"text", "First a draft: " + content}, {"thought", true}}, {{"text", content}}});
}

Response GeminiApi::completion(const LlmRequest& request, std::vector<LlmItem> items,
                               std::optional<AnswerFault> fault) const {
    const auto prompt = tokens_of(request.prompt_bytes);
    json body{{"usageMetadata", {{"promptTokenCount", prompt}, {"totalTokenCount", prompt}}},
              {"modelVersion", request.model},
              {"responseId", "stand-in"}};
    if (fault == AnswerFault::refusal) {
        body["promptFeedback"] = {{"blockReason", "PROHIBITED_CONTENT"}};
        return json_answer(body);
    }
    json candidate{{"index", 0}, {"finishReason", "STOP"}};
    if (fault == AnswerFault::content_filter) {
        candidate["finishReason"] = "SAFETY";
    } else {
        const auto parts = parts_of(request, std::move(items), fault);
        const auto said = tokens_of(parts.back()["text"].get<std::string>().size());
        const auto thought =
            parts.size() > 1 ? tokens_of(parts[0]["text"].get<std::string>().size()) : 0;
        candidate["content"] = {{"role", "model"}, {"parts", parts}};
        if (fault == AnswerFault::truncated) candidate["finishReason"] = "MAX_TOKENS";
        auto& usage = body["usageMetadata"];
        usage["candidatesTokenCount"] = said;
        if (thought > 0) usage["thoughtsTokenCount"] = thought;
        usage["totalTokenCount"] = prompt + said + thought;
    }
    body["candidates"] = json::array({candidate});
    return json_answer(body);
}

Response GeminiApi::refusal(AnswerFault fault, int retry_after) const {
    constexpr const char* exhausted = "RESOURCE_EXHAUSTED";
    const std::string current = "You exceeded your current quota, please check your plan.";
    if (fault == AnswerFault::quota) {
        return status(
            429, exhausted, current,
            json::array({quota_failure("GenerateRequestsPerDayPerProjectPerModel-FreeTier")}));
    }
    if (retry_after == 0) {
        return status(429, exhausted, "Resource has been exhausted (e.g. check quota).");
    }
    return status(
        429, exhausted, current,
        json::array({quota_failure("GenerateRequestsPerMinutePerProjectPerModel-FreeTier"),
                     detail("RetryInfo", {{"retryDelay", fmt::format("{}s", retry_after)}})}));
}

Response GeminiApi::error(LlmError error, const std::string& message) const {
    switch (error) {
        case LlmError::bad_request:
            return status(400, "INVALID_ARGUMENT", message,
                          json::array({detail(
                              "BadRequest", {{"fieldViolations", {{{"description", message}}}}})}));
        case LlmError::bad_key:
            return status(
                400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.",
                json::array({detail(
                    "ErrorInfo", {{"reason", "API_KEY_INVALID"}, {"domain", "googleapis.com"}})}));
        case LlmError::unknown_path:
            return status(404, "NOT_FOUND", "Requested entity was not found.");
        case LlmError::unknown_model:
            return status(404, "NOT_FOUND",
                          fmt::format("models/{} is not found for API version v1beta, or is not "
                                      "supported for generateContent.",
                                      message));
        case LlmError::overloaded:
            return status(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
        case LlmError::failed:
            break;
    }
    return status(500, "INTERNAL", "An internal error has occurred.");
}

}  // namespace

const LlmApi& gemini_api() {
    static const GeminiApi api;
    return api;
}

}  // namespace glossd::bench
