#include "bench/llm_answer.hpp"

#include "bench/pretend_translation.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::size_t bytes_per_token = 4;

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string content_of(const std::vector<LlmItem>& items) {
    auto list = json::array();
    for (const auto& item : items) list.push_back({{"id", item.id}, {"t", item.t}});
    return dump({{"items", list}});
}

void spoil_items(std::vector<LlmItem>& items, const LlmRequest& request, AnswerFault fault) {
    switch (fault) {
        case AnswerFault::missing_item:
            items.pop_back();
            break;
        case AnswerFault::duplicated_id:
            items.push_back({items.front().id, items.front().t + " bis"});
            break;
        case AnswerFault::shifted:
            for (std::size_t i = 0; i + 1 < items.size(); ++i)
                std::swap(items[i].t, items[i + 1].t);
            break;
        case AnswerFault::echo:
            items = request.items;
            break;
        default:
            break;
    }
}

std::string spoil_content(const std::string& content, AnswerFault fault) {
    switch (fault) {
        case AnswerFault::truncated: {
            auto end = content.size() * 2 / 3;
            while (end > 0 && (static_cast<unsigned char>(content[end]) & 0xC0) == 0x80) --end;
            return content.substr(0, end);
        }
        case AnswerFault::fenced:
            return "```json\n" + content + "\n```";
        case AnswerFault::thinking:
            return "<think>First a draft: " + content + " Could be better.</think>\n" + content;
        case AnswerFault::not_json:
            return "Sure! Here are the translations you asked for.";
        default:
            return content;
    }
}

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

}  // namespace

Response llm_error(int status, const std::string& message, const std::string& type,
                   const std::string& code) {
    const json error{{"message", message},
                     {"type", type},
                     {"param", nullptr},
                     {"code", code.empty() ? json() : json(code)}};
    return json_response(dump({{"error", error}}), status);
}

Response llm_refusal(AnswerFault fault, int retry_after) {
    if (fault == AnswerFault::quota) {
        return llm_error(429, "You exceeded your current quota", "insufficient_quota",
                         "insufficient_quota");
    }
    auto response = llm_error(429, "Rate limit reached", "requests", "rate_limit_exceeded");
    response.headers.emplace_back("Retry-After", std::to_string(retry_after));
    return response;
}

std::vector<LlmItem> translated_items(const LlmRequest& request) {
    auto items = request.items;
    for (auto& item : items) item.t = translate(item.t, request.to);
    return items;
}

std::string with_wrong_tags(const std::string& text) {
    const auto end = text.find("/>");
    const auto start = end == std::string::npos ? end : text.rfind('<', end);
    if (start == std::string::npos) return text + " <x99/>";
    return text.substr(0, start) + text.substr(end + 2);
}

Response write_completion(const LlmRequest& request, std::vector<LlmItem> items,
                          std::optional<AnswerFault> fault) {
    if (fault) spoil_items(items, request, *fault);
    auto content = content_of(items);
    if (fault) content = spoil_content(content, *fault);
    const auto prompt = request.prompt_bytes / bytes_per_token + 1;
    const auto completion = content.size() / bytes_per_token + 1;
    const json choice{{"index", 0},
                      {"message", message_of(content, fault)},
                      {"finish_reason", finish_reason(fault)}};
    return json_response(dump({{"id", "chatcmpl-standin"},
                               {"object", "chat.completion"},
                               {"created", 1767225600},
                               {"model", request.model},
                               {"choices", json::array({choice})},
                               {"usage",
                                {{"prompt_tokens", prompt},
                                 {"completion_tokens", completion},
                                 {"total_tokens", prompt + completion}}}}));
}

}  // namespace glossd::bench
