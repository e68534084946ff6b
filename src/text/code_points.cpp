#include "text/code_points.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace glossd::text {

namespace {

constexpr char32_t first_unglued_script = 0x0590;  // Hebrew, and all that follows it

utf8proc_category_t category(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

}  // namespace

CodePoint code_point_before(std::string_view text, std::size_t pos) {
    if (pos == 0 || pos > text.size()) return {0, 0, false};
    constexpr std::size_t longest = 4;
    for (std::size_t back = 1; back <= std::min(longest, pos); ++back) {
        if ((static_cast<unsigned char>(text[pos - back]) & 0xC0) == 0x80) continue;
        const auto found = decode_utf8(text.substr(0, pos), pos - back);
        if (found.size == back) return found;
        break;
    }
    return {};
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

bool is_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool is_mark(char32_t c) {
    if (c < 0x80) return false;
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;
}

bool is_digit(char32_t c) {
    return c < 0x80 ? is_ascii_digit(c) : category(c) == UTF8PROC_CATEGORY_ND;
}

bool is_space(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    if (c == 0x85) return true;
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
}

bool is_east_asian(char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF66 && c <= 0xFFDC) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_gluing(char32_t c) {
    return c < first_unglued_script && (is_letter(c) || is_mark(c));
}

std::size_t skip_space(std::string_view text, std::size_t pos) {
    while (true) {
        const auto next = code_point_at(text, pos);
        if (next.size == 0 || !is_space(next.value)) return pos;
        pos += next.size;
    }
}

std::size_t skip_space_back(std::string_view text, std::size_t pos) {
    while (true) {
        const auto before = code_point_before(text, pos);
        if (before.size == 0 || !is_space(before.value)) return pos;
        pos -= before.size;
    }
}

}  // namespace glossd::text
