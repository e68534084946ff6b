// Threads: every part within the limit, nothing lost, no span cut.
#include "fuzz/target.hpp"
#include "text/cutter.hpp"
#include "text/length.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace glossd::fuzz {

namespace {

// A span longer than the limit stands alone, with any whose start lies in its last cluster.
bool is_one_unit(std::string_view part, const text::LengthRule& rule, std::string_view whole) {
    const text::Cutter cutter(rule, whole, rule.limit);
    const auto& units = cutter.units();
    return std::any_of(units.begin(), units.end(), [&](const text::Unit& unit) {
        return whole.substr(unit.begin, unit.end - unit.begin) == part;
    });
}

}  // namespace

void split(std::string_view input) {
    using text::Counting;
    static constexpr Counting countings[] = {Counting::graphemes, Counting::mastodon, Counting::x};
    text::LengthRule rule;
    rule.counting = countings[choose(input, std::size(countings))];
    rule.limit = 1 + choose(input, 256);
    const auto clean = text::nfc(text::clean_utf8(input));

    std::string all;
    for (const auto& part : text::split(rule, clean)) {
        promise(text::is_valid_utf8(part), "a part is UTF-8");
        promise(text::fits(rule, part) || is_one_unit(part, rule, clean), "a part fits");
        all += part;
    }
    promise(without_space(all) == without_space(clean), "nothing is lost or added");
    promise(text::is_valid_utf8(text::excerpt(rule, clean)), "an excerpt is UTF-8");
}

}  // namespace glossd::fuzz
