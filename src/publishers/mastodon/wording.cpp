#include "publishers/mastodon/wording.hpp"

#include "model/language.hpp"
#include "text/addresses.hpp"
#include "text/ascii.hpp"
#include "text/code_points.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <vector>

namespace glossd::publishers::mastodon {

using model::SpanKind;

namespace {

constexpr std::string_view word_joiner = "\u2060";
constexpr std::string_view zero_width_joiner = "\u200D";

enum class Style { whole, tight };

bool is_handle(std::string_view text, std::size_t pos) {
    return pos < text.size() && (text::is_alnum(text[pos]) || text[pos] == '_');
}

// Where a name of letters, digits and inner dots and hyphens ends that runs up to `end`.
std::size_t without_tail(std::string_view text, std::size_t begin, std::size_t end) {
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    return end;
}

std::size_t user_end(std::string_view text, std::size_t begin) {
    auto end = begin;
    while (is_handle(text, end) || (end < text.size() && (text[end] == '.' || text[end] == '-'))) {
        ++end;
    }
    return without_tail(text, begin, end);
}

// Behind "@host" at `at`, or `at` when there is none.
std::size_t host_end(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '@') return at;
    const auto end = without_tail(text, at + 1, text::word_run_end(text, at + 1));
    return end > at + 1 ? end : at;
}

// Mastodon's Account::MENTION_RE, with its look-behind.
bool starts_mention(std::string_view text, std::size_t at) {
    const auto before = text::code_point_before(text, at).value;
    return !text::is_word(before) && before != '/' && before != '=' && is_handle(text, at + 1);
}

// Code and placeholders are no shelter from mentions: Mastodon does not know them. Addresses are.
std::vector<std::size_t> mentions_in(std::string_view text) {
    std::vector<std::size_t> found;
    auto spans = text::find_spans(text);
    std::erase_if(spans, [](const text::SpanAt& span) {
        return span.kind != SpanKind::url && span.kind != SpanKind::email;
    });
    auto address = spans.begin();
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        while (address != spans.end() && address->end <= at) ++address;
        if (address != spans.end() && address->begin <= at) continue;
        if (starts_mention(text, at)) found.push_back(at);
    }
    return found;
}

std::string defuse(std::string_view text, Style style) {
    std::string out;
    std::size_t from = 0;
    for (const auto at : mentions_in(text)) {
        out += text.substr(from, at + 1 - from);
        out += style == Style::tight ? zero_width_joiner : word_joiner;
        from = at + 1;
        if (style == Style::whole) continue;
        const auto user = user_end(text, from);
        out += text.substr(from, user - from);
        from = host_end(text, user);
    }
    return out.append(text.substr(from));
}

Wording defuse(const Wording& wording, Style style) {
    return {defuse(wording.status, style), defuse(wording.warning, style)};
}

}  // namespace

Wording defuse_mentions(const Wording& wording, const text::LengthRule& rule) {
    const auto mentions = [](const std::string& text) { return text.find('@') != text.npos; };
    if (!mentions(wording.status) && !mentions(wording.warning)) return wording;
    auto whole = defuse(wording, Style::whole);
    const bool fits =
        rule.limit == 0 ||
        text::count(rule, whole.status) + text::count(rule, whole.warning) <= rule.limit;
    return fits ? whole : defuse(wording, Style::tight);
}

std::string language_code(std::string_view tag) {
    const auto language = model::Language::parse(tag);
    if (!language) return {};
    const auto primary = language->primary();
    if (primary == "yue") return "zh-YUE";
    if (primary != "zh") return std::string(primary);
    const auto region = language->region();
    if (region == "CN" || region == "TW" || region == "HK") return "zh-" + std::string(region);
    if (language->script() == "Hant") return "zh-TW";
    return language->script() == "Hans" ? "zh-CN" : "zh";
}

}  // namespace glossd::publishers::mastodon
