#include "text/letter_case.hpp"

#include "text/code_points.hpp"

#include <utf8proc.h>

namespace glossd::text {

namespace {

template <class Change>
std::string each_letter(std::string_view text, Change change) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (next.valid)
            append_utf8(out, change(next.value));
        else
            out += text.substr(pos, next.size);
        pos += next.size;
    }
    return out;
}

// At least two letters with case, all of them capitals.
bool is_all_capitals(std::string_view text) {
    std::size_t capitals = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (is_upper(next.value))
            ++capitals;
        else if (upper_case(next.value) != next.value)
            return false;
        pos += next.size;
    }
    return capitals > 1;
}

}  // namespace

char32_t lower_case(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

char32_t upper_case(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
    return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

bool is_upper(char32_t c) {
    return lower_case(c) != c;
}

std::string lower_case(std::string_view text) {
    return each_letter(text, [](char32_t c) { return lower_case(c); });
}

std::string with_capital(std::string_view text) {
    const auto first = code_point_at(text, 0);
    std::string out;
    if (first.valid) append_utf8(out, upper_case(first.value));
    return out += text.substr(first.valid ? first.size : 0);
}

std::string in_case_of(std::string_view met, std::string_view usual, std::string_view translation) {
    if (is_all_capitals(met) && !is_all_capitals(usual))
        return each_letter(translation, [](char32_t c) { return upper_case(c); });
    const auto now = code_point_at(met, 0).value;
    const bool new_capital = is_upper(now) && now != code_point_at(usual, 0).value;
    return new_capital ? with_capital(translation) : std::string(translation);
}

}  // namespace glossd::text
