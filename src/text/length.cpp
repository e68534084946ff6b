#include "text/length.hpp"

#include "text/graphemes.hpp"
#include "text/units.hpp"
#include "text/x_length.hpp"

#include <algorithm>

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

// No less than count(): a grapheme has a byte at least, and only addresses and defused mentions
// count for more than they are. X counts bare domains as links, which are not so easily seen.
std::size_t most(const LengthRule& rule, std::string_view text) {
    std::size_t total = text.size();
    if (rule.counting == Counting::graphemes) return total;
    for (auto at = text.find("://"); at != text.npos; at = text.find("://", at + 1))
        total += rule.url_length;
    return total + static_cast<std::size_t>(std::count(text.begin(), text.end(), '@'));
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
    if (rule.limit == 0) return true;
    if (rule.counting != Counting::x && most(rule, text) <= rule.limit) return true;
    return count(rule, text) <= rule.limit;
}

}  // namespace glossd::text
