// Walking UTF-8 by code points, and the few classes of them that text/ asks for. Pure; any thread.
// Broken bytes never stop a walk: each is a code point of one byte that is in no class.
#pragma once

#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace glossd::text {

// Of size 0 past the end (before the start) of the text.
inline CodePoint code_point_at(std::string_view text, std::size_t pos) {
    return pos < text.size() ? decode_utf8(text, pos) : CodePoint{0, 0, false};
}
CodePoint code_point_before(std::string_view text, std::size_t pos);

std::size_t count_code_points(std::string_view text);

bool is_letter(char32_t c);  // Unicode category L
bool is_mark(char32_t c);    // category M
bool is_digit(char32_t c);   // category Nd
bool is_space(char32_t c);   // White_Space, so also U+3000 and line separators

constexpr bool is_ascii_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_ascii_alnum(char32_t c) {
    return is_ascii_letter(c) || is_ascii_digit(c);
}

struct CodePointRange {
    char32_t first;
    char32_t last;  // included
};

template <std::size_t size>
bool is_in(const std::array<CodePointRange, size>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const CodePointRange& range) {
        return c >= range.first && c <= range.last;
    });
}

// Han, kana, Hangul and their forms: scripts that set words and addresses side by side.
bool is_east_asian(char32_t c);

// A letter or mark of the scripts that glue suffixes to words without a space meaning a new word:
// Latin, Greek, Cyrillic, Armenian.
bool is_gluing(char32_t c);

// Those, digits and '_'. Past U+0590 a letter in front of '@' or '#' is no reason against a
// mention or a hashtag, as Japanese writes both without spaces.
inline bool is_word(char32_t c) {
    return c < 0x80 ? is_ascii_alnum(c) || c == '_' : is_gluing(c);
}

// Where the run of white space that starts (ends) at `pos` ends (starts).
std::size_t skip_space(std::string_view text, std::size_t pos);
std::size_t skip_space_back(std::string_view text, std::size_t pos);

}  // namespace glossd::text
