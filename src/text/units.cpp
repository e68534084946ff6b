#include "text/units.hpp"

#include "text/code_points.hpp"
#include "text/graphemes.hpp"
#include "text/x_length.hpp"

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

using LinkIterator = std::vector<LinkAt>::const_iterator;

std::size_t x_cost_with(const LengthRule& rule, LinkIterator first, LinkIterator last,
                        std::string_view text, const SpanAt& span) {
    std::size_t cost = 0;
    auto from = span.begin;
    for (; first != last; ++first) {
        cost += x_length_without_links(text.substr(from, first->begin - from)) + rule.url_length;
        from = first->end;
    }
    return cost + x_length_without_links(text.substr(from, span.end - from));
}

// Cut off from the text around it a span may become the link that it is not here, or the other
// way round: then the dearest way to read it.
std::size_t x_cost(const LengthRule& rule, const std::vector<LinkAt>& links, std::string_view text,
                   const SpanAt& span) {
    const auto bytes = text.substr(span.begin, span.end - span.begin);
    auto alone = find_x_links(bytes);
    for (auto& link : alone) link = {link.begin + span.begin, link.end + span.begin};
    const auto starts_before = [](const LinkAt& link, std::size_t pos) { return link.begin < pos; };
    const auto first = std::lower_bound(links.begin(), links.end(), span.begin, starts_before);
    const auto last = std::lower_bound(first, links.end(), span.end, starts_before);
    auto cost = x_cost_with(rule, first, last, text, span);
    if (!std::equal(first, last, alone.begin(), alone.end())) {
        cost = std::max({cost, x_cost_with(rule, alone.begin(), alone.end(), text, span),
                         x_length_without_links(bytes)});
    }
    const bool joined = rule.mentions_defused && span.kind == SpanKind::mention;
    return joined ? cost + x_defusing_length(bytes) : cost;
}

// X links more than find_spans() finds, and what it links is not cut either.
std::vector<SpanAt> with_links(const std::vector<SpanAt>& spans, const std::vector<LinkAt>& links) {
    std::vector<SpanAt> all(spans);
    for (const auto& link : links) all.push_back({SpanKind::url, link.begin, link.end});
    std::stable_sort(all.begin(), all.end(),
                     [](const SpanAt& a, const SpanAt& b) { return a.begin < b.begin; });
    std::vector<SpanAt> merged;
    for (const auto& span : all) {
        if (merged.empty() || span.begin >= merged.back().end) {
            merged.push_back(span);
        } else {
            merged.back().end = std::max(merged.back().end, span.end);
        }
    }
    return merged;
}

}  // namespace

UnitWalk::UnitWalk(const LengthRule& rule, std::string_view text)
    : rule_(rule), text_(text), spans_(find_spans(text)) {
    if (rule.counting != Counting::x) return;
    links_ = find_x_links(text);
    spans_ = with_links(spans_, links_);
}

std::size_t UnitWalk::cost_of(const SpanAt& span) const {
    switch (rule_.counting) {
        case Counting::mastodon:
            return mastodon_cost(rule_, text_, span);
        case Counting::x:
            return x_cost(rule_, links_, text_, span);
        case Counting::graphemes:
            break;
    }
    return count_graphemes(text_.substr(span.begin, span.end - span.begin));
}

void UnitWalk::absorb_span(Unit& unit) {
    const auto& span = spans_[next_span_++];
    unit.cost += cost_of(span);
    unit.span = true;
    // A mark behind the span belongs to the cluster of its last character.
    const auto last = code_point_before(text_, span.end);
    unit.end = grapheme_end(text_, span.end - last.size);
    if (rule_.counting == Counting::x)
        unit.cost += x_length_without_links(text_.substr(span.end, unit.end - span.end));
}

Unit UnitWalk::next() {
    Unit unit{pos_, pos_, 0, false, false};
    const auto span_starts_before = [&](std::size_t end) {
        return next_span_ < spans_.size() && spans_[next_span_].begin < end;
    };
    if (!span_starts_before(pos_ + 1)) {
        unit.end = grapheme_end(text_, pos_);
        const auto cluster = text_.substr(pos_, unit.end - pos_);
        unit.cost = rule_.counting == Counting::x ? x_length_without_links(cluster) : 1;
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
