#include "text/units.hpp"

#include "text/code_points.hpp"
#include "text/graphemes.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

using model::SpanKind;

// Mastodon gives the short count only to addresses that it will make links of: a host with an
// alphabetic ending, and no letter, digit or sign glued in front (twitter-text's rules).
bool surely_linked(std::string_view text, const SpanAt& span) {
    constexpr std::string_view glued = "@$#";
    const auto before = code_point_before(text, span.begin).value;
    if (is_ascii_alnum(before) ||
        (before > 0 && before < 0x80 && glued.find(static_cast<char>(before)) != glued.npos))
        return false;
    const auto address = text.substr(span.begin, span.end - span.begin);
    auto host = address.substr(address.find("//") + 2);
    host = host.substr(0, host.find_first_of("/?#"));
    host = host.substr(0, host.find(':'));
    const auto dot = host.rfind('.');
    if (dot == host.npos || host.find_first_of("@[_%") != host.npos) return false;
    const auto ending = code_point_at(host, dot + 1);
    return is_letter(ending.value);
}

bool has_scheme(std::string_view address) {
    return address.size() > 8 && (address.substr(4, 3) == "://" || address.substr(5, 3) == "://");
}

std::size_t mastodon_cost(const LengthRule& rule, std::string_view text, const SpanAt& span) {
    const auto bytes = text.substr(span.begin, span.end - span.begin);
    const auto typed = count_graphemes(bytes);
    switch (span.kind) {
        case SpanKind::url:
            if (!has_scheme(bytes)) return typed;
            return surely_linked(text, span) ? rule.url_length : std::max(typed, rule.url_length);
        case SpanKind::mention:
            if (is_letter(code_point_before(text, span.begin).value)) return typed;
            if (rule.mentions_defused) return typed + 1;
            return count_graphemes(bytes.substr(0, bytes.find('@', 1)));
        case SpanKind::code:
        case SpanKind::placeholder: {
            // No such spans for Mastodon: it counts what they hold.
            const auto begin = bytes.find_first_not_of("`{$%<");
            const auto end = bytes.find_last_not_of("`}>");
            if (begin == bytes.npos || end == bytes.npos || end < begin) return typed;
            const auto inside = bytes.substr(begin, end + 1 - begin);
            return bytes.size() - inside.size() + count(rule, inside);
        }
        default:
            return typed;
    }
}

std::size_t cost_of(const LengthRule& rule, std::string_view text, const SpanAt& span) {
    if (rule.counting == Counting::mastodon) return mastodon_cost(rule, text, span);
    return count_graphemes(text.substr(span.begin, span.end - span.begin));
}

}  // namespace

UnitWalk::UnitWalk(const LengthRule& rule, std::string_view text)
    : rule_(rule), text_(text), spans_(find_spans(text)) {}

void UnitWalk::absorb_span(Unit& unit) {
    const auto& span = spans_[next_span_++];
    unit.cost += cost_of(rule_, text_, span);
    unit.span = true;
    // A mark behind the span belongs to the cluster of its last character.
    const auto last = code_point_before(text_, span.end);
    unit.end = grapheme_end(text_, span.end - last.size);
}

Unit UnitWalk::next() {
    Unit unit{pos_, pos_, 0, false, false};
    const auto span_starts_before = [&](std::size_t end) {
        return next_span_ < spans_.size() && spans_[next_span_].begin < end;
    };
    if (!span_starts_before(pos_ + 1)) {
        unit.end = grapheme_end(text_, pos_);
        unit.cost = 1;
        unit.space = skip_space(text_.substr(0, unit.end), pos_) == unit.end;
    }
    // The span here, and any whose start a cluster swallowed.
    while (span_starts_before(std::max(unit.end, pos_ + 1))) absorb_span(unit);
    pos_ = unit.end;
    return unit;
}

std::vector<Unit> units_of(const LengthRule& rule, std::string_view text) {
    std::vector<Unit> units;
    for (UnitWalk walk(rule, text); !walk.done();) units.push_back(walk.next());
    return units;
}

}  // namespace glossd::text
