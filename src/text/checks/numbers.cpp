// Numbers come through, in whatever way the other language writes them: other digits, other signs
// between them, half past three in the afternoon as 15:30, three as a word.
#include "text/numbers.hpp"

#include "text/ascii.hpp"
#include "text/checks/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <vector>

#include <re2/re2.h>

namespace glossd::text::checks {

namespace {

using Numbers = std::vector<std::string>;

// Up to here languages write numbers as words now and then.
constexpr int last_in_words = 12;

// Nothing when it is too large to be a time of day or a century.
std::optional<int> small_value(const std::string& digits) {
    int value = 0;
    if (digits.size() > 3) return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool may_be_words(const std::string& digits) {
    return small_value(digits).value_or(last_in_words + 1) <= last_in_words;
}

std::string_view without_zeros(std::string_view digits) {
    const auto last = digits.find_last_not_of('0');
    return digits.substr(0, last == digits.npos ? 0 : last + 1);
}

// "5 million" and "5.000.000", "3.50" and "3,5", "the 1990s" and "90er".
bool mean_the_same(const std::string& one, const std::string& other) {
    const auto significant = without_zeros(one);
    if (!significant.empty() && significant == without_zeros(other)) return true;
    const auto& longer = one.size() > other.size() ? one : other;
    const auto& shorter = one.size() > other.size() ? other : one;
    return longer.size() == 4 && shorter.size() == 2 && longer.ends_with(shorter) &&
           longer.ends_with('0');
}

// 3 pm and 15.
bool are_half_a_day_apart(const std::string& one, const std::string& other) {
    const auto a = small_value(one);
    const auto b = small_value(other);
    return a && b && std::max(*a, *b) <= 24 && std::max(*a, *b) - std::min(*a, *b) == 12;
}

bool tells_half_of_day(const std::string& words) {
    static const RE2 marks(R"((?i)\b[ap]\.? ?m\b|下午|晚上|上午|午後|午前|오후|오전|\bم\b|\bص\b)");
    return RE2::PartialMatch(words, marks);
}

// "XXI" in the words, between no letters.
bool has_roman(const std::string& words, const std::string& digits) {
    constexpr auto tens = std::to_array<std::string_view>({"", "X", "XX"});
    constexpr auto ones = std::to_array<std::string_view>(
        {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"});
    const auto value = small_value(digits).value_or(0);
    if (value < 1 || value > 29) return false;
    const auto roman = std::string(tens[static_cast<std::size_t>(value / 10)]) +
                       std::string(ones[static_cast<std::size_t>(value % 10)]);
    const auto is_capital = [&](std::size_t pos) {
        return pos < words.size() && words[pos] >= 'A' && words[pos] <= 'Z';
    };
    for (auto pos = words.find(roman); pos != words.npos; pos = words.find(roman, pos + 1))
        if ((pos == 0 || !is_capital(pos - 1)) && !is_capital(pos + roman.size())) return true;
    return false;
}

// East Asian units: 25万 is 250 thousand, and 2億5000万 is 250 million.
bool counts_in_myriads(const std::string& words) {
    constexpr auto units = std::to_array<std::string_view>({"万", "萬", "億", "亿", "만", "억"});
    return std::any_of(units.begin(), units.end(),
                       [&](auto unit) { return words.find(unit) != words.npos; });
}

struct Differences {
    Numbers lost;
    Numbers added;
};

Differences compare(Numbers before, Numbers after) {
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    Differences found;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(found.lost));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(found.added));
    return found;
}

// Pairs off what is the same number after all.
void pair_off(Differences& found, bool half_days) {
    constexpr std::size_t most = 64;  // each is compared with each
    if (found.lost.size() > most || found.added.size() > most) return;
    std::erase_if(found.lost, [&](const std::string& lost) {
        const auto same =
            std::find_if(found.added.begin(), found.added.end(), [&](const std::string& added) {
                return mean_the_same(lost, added) ||
                       (half_days && are_half_a_day_apart(lost, added));
            });
        if (same == found.added.end()) return false;
        found.added.erase(same);
        return true;
    });
}

// What has no counterpart at all.
Differences differences(const Subject& subject, Joining joining) {
    const auto& before = subject.words_before();
    const auto& after = subject.words_after();
    auto found = compare(find_numbers(before, joining), find_numbers(after, joining));
    if (found.lost.empty() && found.added.empty()) return found;
    pair_off(found, tells_half_of_day(before) || tells_half_of_day(after));
    std::erase_if(found.lost, [&](const std::string& lost) {
        return may_be_words(lost) || has_roman(after, lost);
    });
    std::erase_if(found.added, [&](const std::string& added) {
        return may_be_words(added) || has_roman(before, added);
    });
    if (subject.shortened()) found.lost.clear();
    return found;
}

}  // namespace

Finding keeps_numbers(const Subject& subject) {
    if (subject.before().digits == 0 && subject.after().digits == 0) return passed();
    Differences first;
    for (const auto joining : {Joining::signs, Joining::signs_and_blanks, Joining::nothing}) {
        auto found = differences(subject, joining);
        if (found.lost.empty() && found.added.empty()) return passed();
        if (joining == Joining::signs) first = std::move(found);
    }
    if (counts_in_myriads(subject.words_before()) || counts_in_myriads(subject.words_after()))
        return passed();
    if (!first.lost.empty())
        return failed("the translation loses or changes a number", first.lost.front());
    return failed("the translation adds a number", first.added.front());
}

}  // namespace glossd::text::checks
