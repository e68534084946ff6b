#include "bench/llm_answer.hpp"

#include "bench/pretend_translation.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::size_t bytes_per_token = 4;

std::string content_of(const std::vector<LlmItem>& items) {
    auto list = json::array();
    for (const auto& item : items) list.push_back({{"id", item.id}, {"t", item.t}});
    return json{{"items", list}}.dump(-1, ' ', false, json::error_handler_t::replace);
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

}  // namespace

std::size_t tokens_of(std::size_t bytes) {
    return bytes / bytes_per_token + 1;
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

std::string answer_text(const LlmRequest& request, std::vector<LlmItem> items,
                        std::optional<AnswerFault> fault) {
    if (!fault) return content_of(items);
    spoil_items(items, request, *fault);
    return spoil_content(content_of(items), *fault);
}

}  // namespace glossd::bench
