#include "text/length.hpp"

#include "text/graphemes.hpp"
#include "text/units.hpp"

namespace glossd::text {

std::size_t count(const LengthRule& rule, std::string_view text) {
    if (rule.counting == Counting::graphemes) return count_graphemes(text);
    std::size_t total = 0;
    for (UnitWalk walk(rule, text); !walk.done();) total += walk.next().cost;
    return total;
}

bool fits(const LengthRule& rule, std::string_view text) {
    return rule.limit == 0 || count(rule, text) <= rule.limit;
}

}  // namespace glossd::text
