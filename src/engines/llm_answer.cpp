#include "engines/llm_answer.hpp"

#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/tags.hpp"

#include <algorithm>
#include <utility>

namespace glossd::engines {

namespace {

using model::OutcomeKind;
using nlohmann::json;

constexpr const char* no_answer = "no answer for this item";

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
    if (auto whole = parse_json(text)) {
        auto& list = whole->is_object() && whole->contains("items") ? (*whole)["items"] : *whole;
        if (list.is_array()) return std::move(list.get_ref<json::array_t&>());
    }
    return salvage_items(text);
}

// An item's id as it came; some models turn "7" into 7.
std::string id_of(const json& item) {
    const auto& id = member(item, "id");
    return id.is_number_integer() ? id.dump() : string_at(item, "id");
}

bool any_ok(const std::vector<ItemReply>& items) {
    return std::any_of(items.begin(), items.end(),
                       [](const ItemReply& item) { return item.outcome.kind == OutcomeKind::ok; });
}

}  // namespace

std::vector<ItemReply> read_items(const Batch& batch, std::string_view content) {
    const TagNumbers tags(batch);
    const auto name = tag_name(batch);
    auto items = failed_items(batch, no_answer);
    for (const auto& answer : answered_items(content)) {
        const auto id = id_of(answer);
        const auto found = std::find_if(items.begin(), items.end(),
                                        [&](const ItemReply& item) { return item.id == id; });
        if (found == items.end() || found->outcome.kind == OutcomeKind::ok) continue;
        const auto& text = member(answer, "t");
        const auto& score = member(answer, "score");
        if (!text.is_string() || (batch.verify && !score.is_number())) continue;
        const auto said = text.get<std::string>();
        // Nothing to mend in the draft.
        *found = batch.verify && said.empty()
                     ? ItemReply{id, {}, ""}
                     : tags.accept(static_cast<std::size_t>(found - items.begin()),
                                   read_tags(said, name));
        if (batch.verify)
            found->score = static_cast<int>(std::clamp(score.get<double>(), 0., 100.));
    }
    return items;
}

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

BatchReply failed_call(OutcomeKind kind, std::string message, Usage usage) {
    return {{kind, std::move(message), std::nullopt}, {}, usage};
}

}  // namespace glossd::engines
