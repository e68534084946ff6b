#include "text/numbers.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace glossd::text {

namespace {

// Where the ten digits of a script start: Arabic, Persian, Indic, Thai … and full width.
constexpr auto zeros = std::to_array<char32_t>(
    {'0',    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
     0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10});

std::optional<char> as_ascii_digit(char32_t c) {
    constexpr char32_t first_beyond_ascii = 0x80;
    if (c < first_beyond_ascii && (c < '0' || c > '9')) return std::nullopt;
    const auto behind = std::upper_bound(zeros.begin(), zeros.end(), c);
    if (behind == zeros.begin()) return std::nullopt;
    const auto value = c - *(behind - 1);
    return value <= 9 ? std::optional(static_cast<char>('0' + value)) : std::nullopt;
}

// Decimal and thousands signs of all languages: . , ' ’ Arabic and full-width ones.
bool joins_digits(char32_t c) {
    constexpr auto signs =
        std::to_array<char32_t>({'.', ',', '\'', 0x2019, 0x066B, 0x066C, 0xFF0C, 0xFF0E});
    return std::find(signs.begin(), signs.end(), c) != signs.end();
}

bool is_wordless_blank(char32_t c) {
    return c == ' ' || c == 0x00A0 || c == 0x2009 || c == 0x202F;
}

// Exactly three digits stand at `pos`.
bool has_group_at(std::string_view text, std::size_t pos) {
    std::size_t digits = 0;
    for (; digits <= 3; ++digits) {
        const auto next = code_point_at(text, pos);
        if (next.size == 0 || !as_ascii_digit(next.value)) break;
        pos += next.size;
    }
    return digits == 3;
}

// Whether the number goes on behind `sign`, which ends at `pos`.
bool goes_on(std::string_view text, std::size_t pos, char32_t sign, Joining joining) {
    if (joining == Joining::nothing) return false;
    const auto next = code_point_at(text, pos);
    if (next.size == 0 || !as_ascii_digit(next.value)) return false;
    if (joins_digits(sign)) return true;
    const bool tight = sign == 0x00A0 || sign == 0x202F;
    return is_wordless_blank(sign) && (tight || joining == Joining::signs_and_blanks) &&
           has_group_at(text, pos);
}

void add_number(std::vector<std::string>& numbers, std::string& digits) {
    if (digits.empty()) return;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    numbers.push_back(std::move(digits));
    digits.clear();
}

}  // namespace

std::vector<std::string> find_numbers(std::string_view text, Joining joining) {
    constexpr std::size_t longest = 40;
    std::vector<std::string> numbers;
    std::string digits;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        pos += next.size;
        if (const auto digit = as_ascii_digit(next.value)) {
            if (digits.size() < longest) digits += *digit;
        } else if (!digits.empty() && !goes_on(text, pos, next.value, joining)) {
            add_number(numbers, digits);
        }
    }
    add_number(numbers, digits);
    return numbers;
}

}  // namespace glossd::text
