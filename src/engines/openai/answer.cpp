#include "engines/openai/answer.hpp"

#include "engines/http_outcome.hpp"
#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/openai/errors.hpp"
#include "engines/tags.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace glossd::engines::openai {

namespace {

using model::Outcome;
using model::OutcomeKind;
using nlohmann::json;

constexpr const char* no_answer = "no answer for this item";

// A string, or parts of which some are text.
std::string content_of(const json& message) {
    const auto& content = member(message, "content");
    if (content.is_string()) return content.get<std::string>();
    std::string text;
    if (content.is_array()) {
        for (const auto& part : content) text += string_at(part, "text");
    }
    return text;
}

// Thinking may hold drafts of the very JSON we look for. Some templates swallow the opening tag.
// An answer that starts as JSON or a fence has none, whatever its texts say.
std::string_view without_thinking(std::string_view text) {
    constexpr std::string_view end = "</think>";
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    if (text.starts_with('{') || text.starts_with('[') || text.starts_with('`')) return text;
    const auto close = text.find(end);
    if (close != std::string_view::npos) return without_thinking(text.substr(close + end.size()));
    return text.starts_with("<think>") ? std::string_view{} : text;
}

std::vector<json> answered_items(std::string_view content) {
    const auto text = without_thinking(content);
    if (const auto whole = parse_json(text)) {
        const auto& list = whole->is_array() ? *whole : member(*whole, "items");
        if (list.is_array()) return {list.begin(), list.end()};
    }
    return salvage_items(text);
}

// An item's id as it came; some models turn "7" into 7.
std::string id_of(const json& item) {
    const auto& id = member(item, "id");
    return id.is_number_integer() ? id.dump() : string_at(item, "id");
}

// One reply for each item of the batch. Unknown ids are dropped; of several answers to one item
// the first good one counts.
std::vector<ItemReply> match(const Batch& batch, const std::vector<json>& answers) {
    const TagNumbers tags(batch);
    const auto name = tag_name(batch);
    auto items = failed_items(batch, no_answer);
    for (const auto& answer : answers) {
        const auto id = id_of(answer);
        const auto found = std::find_if(items.begin(), items.end(),
                                        [&](const ItemReply& item) { return item.id == id; });
        if (found == items.end() || found->outcome.kind == OutcomeKind::ok) continue;
        const auto& text = member(answer, "t");
        if (!text.is_string()) continue;
        *found = tags.accept(static_cast<std::size_t>(found - items.begin()),
                             read_tags(text.get<std::string>(), name));
    }
    return items;
}

bool any_ok(const std::vector<ItemReply>& items) {
    return std::any_of(items.begin(), items.end(),
                       [](const ItemReply& item) { return item.outcome.kind == OutcomeKind::ok; });
}

// The answer stopped early: what is whole stays, the rest shares the reason. With nothing whole
// the call as a whole failed for it.
void explain_missing(BatchReply& reply, OutcomeKind kind, const std::string& message) {
    if (!any_ok(reply.items)) {
        reply.items.clear();
        reply.outcome = {kind, message, std::nullopt};
        return;
    }
    const auto missing =
        std::count_if(reply.items.begin(), reply.items.end(),
                      [](const auto& item) { return item.outcome.message == no_answer; });
    // One of several was filtered, nobody knows which: they go again, in smaller company.
    if (kind == OutcomeKind::blocked && missing > 1) kind = OutcomeKind::transient;
    for (auto& item : reply.items) {
        if (item.outcome.message == no_answer) item.outcome = {kind, message, std::nullopt};
    }
}

BatchReply failed(OutcomeKind kind, std::string message, Usage usage) {
    return {{kind, std::move(message), std::nullopt}, {}, usage};
}

BatchReply read_choice(const Batch& batch, const json& choice, Usage usage) {
    const auto& message = member(choice, "message");
    if (!string_at(message, "refusal").empty()) {
        return failed(OutcomeKind::blocked, "the model refused to answer", usage);
    }
    BatchReply reply{{}, match(batch, answered_items(content_of(message))), usage};
    const auto finish = string_at(choice, "finish_reason");
    if (finish == "length") {
        explain_missing(reply, OutcomeKind::too_large, "the answer was cut off at its token limit");
    } else if (finish == "content_filter") {
        explain_missing(reply, OutcomeKind::blocked, "the service's content filter stopped it");
    }
    return reply;
}

}  // namespace

BatchReply read_completion(const Batch& batch, const model::HttpReply& reply,
                           const config::Secret& secret) {
    const auto parsed = parse_json(reply.body);
    const auto body = parsed.value_or(json());
    if (status_kind(reply.status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {error_outcome(reply, body, secret), {}, {}};
    }
    if (!parsed) return failed(OutcomeKind::transient, parsed.error().message, {});
    const auto& used = member(body, "usage");
    const Usage usage{number_at(used, "prompt_tokens"), number_at(used, "completion_tokens"), 0};
    const auto& choices = member(body, "choices");
    if (!choices.is_array() || choices.empty()) {
        return failed(OutcomeKind::transient, "the answer has no choices", usage);
    }
    return read_choice(batch, choices[0], usage);
}

}  // namespace glossd::engines::openai
