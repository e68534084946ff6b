#include "engines/tags.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

constexpr std::string_view blanks = " \t\n\r";

std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

void append_text(Pieces& pieces, std::string_view text) {
    if (!text.empty()) pieces.emplace_back(std::string(text));
}

// Some models set a full stop or a closing quote behind the mark; more than that is chatter.
bool is_closing_punctuation(std::string_view text) {
    constexpr std::size_t two_wide_characters = 6;
    return text.size() <= two_wide_characters && std::none_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Outer blanks are the source's, whatever the service made of them; empty stays empty.
std::string with_blanks_of(std::string_view source, std::string_view translation) {
    const auto core = trimmed(translation);
    if (core.empty()) return {};
    const auto first = source.find_first_not_of(blanks);
    if (first == std::string_view::npos) return std::string(core);
    const auto last = source.find_last_not_of(blanks);
    return fmt::format("{}{}{}", source.substr(0, first), core, source.substr(last + 1));
}

}  // namespace

Pieces split_masks(std::string_view masked) {
    Pieces pieces;
    while (true) {
        const auto open = masked.find(model::mask_open);
        append_text(pieces, masked.substr(0, open));
        if (open == std::string_view::npos) return pieces;
        masked.remove_prefix(open + 1);
        const auto close = masked.find(model::mask_close);
        if (close == std::string_view::npos) continue;
        if (const auto mask = number(masked.substr(0, close))) {
            pieces.emplace_back(*mask);
            masked.remove_prefix(close + 1);
        }
    }
}

std::string join_masks(const Pieces& pieces) {
    std::string masked;
    for (const auto& piece : pieces) {
        if (const auto* text = std::get_if<std::string>(&piece)) {
            masked += *text;
        } else {
            masked += model::mask_open;
            masked += std::to_string(std::get<std::int64_t>(piece));
            masked += model::mask_close;
        }
    }
    return masked;
}

TagNumbers::TagNumbers(const Batch& batch, EndMark end_mark) : batch_(batch), end_mark_(end_mark) {
    std::int64_t next = 1;
    for (const auto& item : batch.items) {
        const auto spans = static_cast<std::int64_t>(item.text.spans.size());
        ranges_.push_back({next, next + spans});
        next += spans + 1;
    }
}

Pieces TagNumbers::outgoing(std::size_t item) const {
    return numbered(item, batch_.items[item].text.text);
}

Pieces TagNumbers::outgoing_draft(std::size_t item) const {
    return numbered(item, batch_.items[item].draft);
}

Pieces TagNumbers::numbered(std::size_t item, std::string_view masked) const {
    auto pieces = split_masks(masked);
    for (auto& piece : pieces) {
        if (auto* mask = std::get_if<std::int64_t>(&piece)) *mask += ranges_[item].first;
    }
    if (end_mark_ == EndMark::present) pieces.emplace_back(ranges_[item].end);
    return pieces;
}

const model::Span* TagNumbers::span(std::size_t item, std::int64_t tag) const {
    const auto& range = ranges_[item];
    if (tag < range.first || tag >= range.end) return nullptr;
    return &batch_.items[item].text.spans[static_cast<std::size_t>(tag - range.first)];
}

std::string TagNumbers::complaint(std::size_t item, const Pieces& answer) const {
    const auto& own = ranges_[item];
    std::size_t end_marks = 0;
    for (const auto& piece : answer) {
        const auto* tag = std::get_if<std::int64_t>(&piece);
        if (!tag) continue;
        if (end_mark_ == EndMark::present && *tag == own.end) {
            ++end_marks;
        } else if (*tag < own.first || *tag >= own.end) {
            const auto owner = std::find_if(
                ranges_.begin(), ranges_.end(),
                [&](const Range& range) { return *tag >= range.first && *tag <= range.end; });
            if (owner == ranges_.end()) return fmt::format("tag {} was never sent", *tag);
            return fmt::format("shifted: tag {} belongs to item \"{}\"", *tag,
                               batch_.items[static_cast<std::size_t>(owner - ranges_.begin())].id);
        }
    }
    if (end_mark_ == EndMark::present && end_marks == 0) {
        return "shifted or cut off: its end tag is missing";
    }
    if (end_marks > 1) return "its end tag came more than once";
    return span_complaint(item, answer);
}

std::string TagNumbers::span_complaint(std::size_t item, const Pieces& answer) const {
    std::map<std::int64_t, int> balance;  // sent minus come back
    for (const auto& piece : outgoing(item)) {
        if (const auto* tag = std::get_if<std::int64_t>(&piece)) ++balance[*tag];
    }
    // A tag said twice in a row is left to the checks of the text, which mend it.
    const std::int64_t* last = nullptr;
    for (const auto& piece : answer) {
        if (const auto* text = std::get_if<std::string>(&piece)) {
            if (!trimmed(*text).empty()) last = nullptr;
            continue;
        }
        const auto& tag = std::get<std::int64_t>(piece);
        if (!last || *last != tag) --balance[tag];
        last = &tag;
    }
    std::string wrong;
    for (const auto& [tag, count] : balance) {
        const auto* affected = span(item, tag);
        if (count == 0 || !affected) continue;
        wrong += fmt::format("{}{} tag {} ({})", wrong.empty() ? "" : ", ",
                             count > 0 ? "lost" : "doubled", tag, model::to_string(affected->kind));
    }
    return wrong;
}

ItemReply TagNumbers::accept(std::size_t item, const Pieces& answer) const {
    const auto& sent = batch_.items[item];
    if (auto wrong = complaint(item, answer); !wrong.empty()) {
        return failed_item(sent.id, std::move(wrong));
    }
    Pieces translation;
    std::string behind;
    bool ended = false;
    for (const auto& piece : answer) {
        if (const auto* plain = std::get_if<std::string>(&piece)) {
            // Decoding may have set mask bytes and other control characters free.
            auto clean = text::clean_utf8(*plain);
            if (ended) {
                behind += clean;
            } else {
                append_text(translation, clean);
            }
        } else if (const auto tag = std::get<std::int64_t>(piece); tag == ranges_[item].end) {
            ended = true;
        } else if (ended) {
            return failed_item(sent.id, "a span stands behind its end tag");
        } else {
            translation.emplace_back(tag - ranges_[item].first);
        }
    }
    if (!is_closing_punctuation(trimmed(behind))) {
        return failed_item(sent.id, "text stands behind its end tag");
    }
    const auto body = join_masks(translation);
    auto masked =
        with_blanks_of(sent.text.text, fmt::format("{}{}", trimmed(body), trimmed(behind)));
    if (masked.empty() && !sent.text.text.empty()) {
        return failed_item(sent.id, "the translation is empty");
    }
    return {sent.id, {}, std::move(masked)};
}

ItemReply failed_item(const std::string& id, std::string message) {
    return {id, {model::OutcomeKind::transient, std::move(message), std::nullopt}, ""};
}

std::vector<ItemReply> failed_items(const Batch& batch, const std::string& message) {
    std::vector<ItemReply> items;
    for (const auto& item : batch.items) items.push_back(failed_item(item.id, message));
    return items;
}

}  // namespace glossd::engines
