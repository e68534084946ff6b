#include "bench/llm_answer.hpp"

#include "bench/pretend_translation.hpp"
#include "text/code_points.hpp"
#include "text/terms.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

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
        case AnswerFault::own_words: {
            auto heedless = request;
            heedless.glossary.clear();
            items = translated_items(heedless);
            break;
        }
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

std::string translated_with(const text::TermIndex& terms, const std::string& text,
                            const std::string& to) {
    std::string out;
    std::size_t from = 0;
    for (const auto& place : terms.find(text)) {
        out += translate(std::string_view(text).substr(from, place.begin - from), to);
        out += place.term.translation;
        from = place.end;
    }
    return out += translate(std::string_view(text).substr(from), to);
}

// Without so many words from the end that `limit` code points hold it, as far as `keeps` allows.
std::string shorter(const std::string& text, std::size_t limit, double keeps) {
    const auto whole = text::count_code_points(text);
    const auto least = static_cast<std::size_t>(keeps * static_cast<double>(whole));
    const auto goal = std::max(limit, least);
    std::vector<std::string_view> words;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size() - 1) + 1;  // with its space
        words.push_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    auto length = whole;
    for (auto word = words.rbegin(); word != words.rend() && length > goal; ++word) {
        if (word->find_first_of("<>0123456789\n") != std::string_view::npos) continue;
        length -= text::count_code_points(*word);
        *word = {};
    }
    std::string left;
    for (const auto word : words) left += word;
    return left;
}

}  // namespace

std::size_t tokens_of(std::size_t bytes) {
    return bytes / bytes_per_token + 1;
}

std::vector<LlmItem> translated_items(const LlmRequest& request, double keeps) {
    auto items = request.items;
    std::vector<model::Term> rows;
    for (const auto& [term, translation] : request.glossary)
        rows.push_back({term, translation, model::TermCase::follow, {}});
    const text::TermIndex terms(std::move(rows));
    for (auto& item : items) {
        item.t = translated_with(terms, item.t, request.to);
        if (request.limit > 0) item.t = shorter(item.t, request.limit, keeps);
    }
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
