#include "text/length.hpp"

#include "text/graphemes.hpp"
#include "text/units.hpp"
#include "text/x_length.hpp"

namespace glossd::text {

namespace {

std::size_t x_joiners(std::string_view text) {
    std::size_t total = 0;
    for (const auto& span : find_spans(text)) {
        if (span.kind == model::SpanKind::mention)
            total += x_defusing_length(text.substr(span.begin, span.end - span.begin));
    }
    return total;
}

}  // namespace

std::size_t count(const LengthRule& rule, std::string_view text) {
    if (rule.counting == Counting::graphemes) return count_graphemes(text);
    if (rule.counting == Counting::x)
        return x_length(text, rule.url_length) + (rule.mentions_defused ? x_joiners(text) : 0);
    std::size_t total = 0;
    for (UnitWalk walk(rule, text); !walk.done();) total += walk.next().cost;
    return total;
}

bool fits(const LengthRule& rule, std::string_view text) {
    return rule.limit == 0 || count(rule, text) <= rule.limit;
}

}  // namespace glossd::text
