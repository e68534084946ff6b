#include "text/echo.hpp"

#include "text/close_languages.hpp"
#include "text/code_points.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace glossd::text {

namespace {

// Below this a text may well be all names; an East Asian letter says as much as three others.
constexpr std::size_t fewest_letters = 12;
constexpr std::size_t east_asian_weight = 3;
constexpr std::size_t fewest_letters_when_close = 40;
constexpr double too_alike = 0.9;

std::size_t letter_weight(std::string_view text) {
    std::size_t weight = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (is_letter(next.value)) weight += is_east_asian(next.value) ? east_asian_weight : 1;
        pos += next.size;
    }
    return weight;
}

// "San Francisco": one or two words, each with a capital. Scripts without case have no such names.
bool may_be_name(std::string_view text) {
    std::size_t words = 0;
    for (auto pos = skip_space(text, 0); pos < text.size(); pos = skip_space(text, pos)) {
        const auto first = code_point_at(text, pos);
        const auto letter = text.substr(pos, first.size);
        if (++words > 2 || fold_case(letter) == letter) return false;
        while (pos < text.size() && !is_space(code_point_at(text, pos).value))
            pos += code_point_at(text, pos).size;
    }
    return words > 0;
}

// Three code points of 21 bits each fill one number. In the order of the text.
std::vector<std::uint64_t> trigrams(std::string_view text) {
    constexpr std::uint64_t three = (std::uint64_t{1} << 63) - 1;
    std::vector<std::uint64_t> grams;
    grams.reserve(text.size());
    std::uint64_t gram = 0;
    std::size_t length = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        gram = ((gram << 21) | next.value) & three;
        if (++length >= 3) grams.push_back(gram);
        pos += next.size;
    }
    return grams;
}

// How many of them stand in both.
std::size_t common(std::vector<std::uint64_t> a, std::vector<std::uint64_t> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    std::vector<std::uint64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

// At least as many as common(), and without sorting: trigrams that share a slot pass for equal.
std::size_t most_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    constexpr std::size_t slots = 1024;
    const auto slot_of = [](std::uint64_t gram) { return (gram ^ (gram >> 17)) % slots; };
    std::array<std::uint32_t, slots> unmatched{};
    for (const auto gram : a) ++unmatched[slot_of(gram)];
    std::size_t matches = 0;
    for (const auto gram : b) {
        auto& left = unmatched[slot_of(gram)];
        if (left == 0) continue;
        --left;
        ++matches;
    }
    return matches;
}

// trigram_overlap() of at least too_alike. Nearly all translations are ruled out before sorting.
bool are_alike(std::string_view a, std::string_view b) {
    const auto left = trigrams(a);
    const auto right = trigrams(b);
    const auto enough = static_cast<double>(std::max(left.size(), right.size())) * too_alike;
    const auto least = static_cast<double>(std::min(left.size(), right.size()));
    if (enough == 0 || least < enough) return false;
    if (static_cast<double>(most_common(left, right)) < enough) return false;
    return static_cast<double>(common(left, right)) >= enough;
}

}  // namespace

double trigram_overlap(std::string_view a, std::string_view b) {
    const auto left = trigrams(a);
    const auto right = trigrams(b);
    const auto longer = std::max(left.size(), right.size());
    if (longer == 0) return a == b ? 1.0 : 0.0;
    return static_cast<double>(common(left, right)) / static_cast<double>(longer);
}

bool is_echo(std::string_view original, std::string_view translated, const model::Language& from,
             const model::Language& to) {
    if (from.empty() || to.empty() || from.primary() == to.primary()) return false;
    const auto weight = letter_weight(original);
    const auto folded = fold_space(original);
    if (weight < fewest_letters || may_be_name(folded)) return false;
    const auto before = fold_case(folded);
    const auto after = fold_case(fold_space(translated));
    if (are_close(from.primary(), to.primary()))
        return weight >= fewest_letters_when_close && before == after;
    return before == after || are_alike(before, after);
}

}  // namespace glossd::text
