#include "text/placeholders.hpp"

#include "text/ascii.hpp"
#include "text/code_points.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

constexpr std::size_t longest_name = 100;

bool is_name_char(char c) {
    return is_alnum(c) || c == '_' || c == '.' || c == '-';
}

std::size_t skip_while(std::string_view text, std::size_t pos, std::string_view any_of) {
    while (pos < text.size() && any_of.find(text[pos]) != any_of.npos) ++pos;
    return pos;
}

std::size_t double_braces_end(std::string_view text, std::size_t begin) {
    const auto inside = text.substr(begin + 2, longest_name);
    const auto stop = inside.find_first_of("{}\n");
    if (stop == std::string_view::npos || stop == 0) return begin;
    return inside.substr(stop).starts_with("}}") ? begin + 2 + stop + 2 : begin;
}

// {} {0} {name.of_it} {price:.2f}
std::size_t braces_end(std::string_view text, std::size_t begin) {
    if (text.substr(begin, 2) == "{{") return double_braces_end(text, begin);
    const auto inside = text.substr(begin + 1, longest_name);
    std::size_t pos = 0;
    while (pos < inside.size() && is_name_char(inside[pos])) ++pos;
    if (pos < inside.size() && inside[pos] == ':')
        pos = std::min(inside.find_first_of("{}/ \n\t", pos), inside.size());
    return pos < inside.size() && inside[pos] == '}' ? begin + 1 + pos + 1 : begin;
}

std::size_t conversion_end(std::string_view text, std::size_t pos) {
    constexpr std::string_view conversions = "sdiufxXegGc@";
    pos = skip_while(text, pos, "hlLqjzt");
    const bool known = pos < text.size() && conversions.find(text[pos]) != conversions.npos;
    return known ? pos + 1 : std::string_view::npos;
}

// %(name)s of Python
std::size_t named_printf_end(std::string_view text, std::size_t begin) {
    const auto window = text.substr(begin, longest_name);
    std::size_t pos = 2;
    while (pos < window.size() && is_name_char(window[pos])) ++pos;
    if (pos == 2 || pos >= window.size() || window[pos] != ')') return begin;
    const auto end = conversion_end(window, pos + 1);
    return end == std::string_view::npos ? begin : begin + end;
}

// %s %-5d %.2f %ld %1$s
std::size_t printf_end(std::string_view text, std::size_t begin) {
    if (is_word(code_point_before(text, begin).value)) return begin;
    const auto window = text.substr(begin, 24);
    auto pos = skip_while(window, 1, "0123456789");
    const bool positional = pos > 1 && pos < window.size() && window[pos] == '$';
    if (positional) ++pos;
    pos = skip_while(window, pos, "-+0#");
    pos = skip_while(window, pos, "0123456789");
    if (pos < window.size() && window[pos] == '.') pos = skip_while(window, pos + 1, "0123456789");
    const auto end = conversion_end(window, pos);
    if (end == std::string_view::npos) return begin;
    const bool glued = is_word(code_point_at(text, begin + end).value);
    return glued && !positional ? begin : begin + end;
}

// <x1/>, the tag that engines are given for spans: a post that has one keeps it.
std::size_t tag_end(std::string_view text, std::size_t begin) {
    const auto window = text.substr(begin, 16);
    if (window.size() < 5 || !is_alpha(window[1])) return begin;
    auto pos = skip_while(window, 2, "0123456789");
    if (pos == 2) return begin;
    pos = skip_while(window, pos, " ");
    return window.substr(pos).starts_with("/>") ? begin + pos + 2 : begin;
}

}  // namespace

std::size_t placeholder_end(std::string_view text, std::size_t begin) {
    const auto next = begin + 1 < text.size() ? text[begin + 1] : '\0';
    switch (text[begin]) {
        case '{':
            return braces_end(text, begin);
        case '<':
            return tag_end(text, begin);
        case '%':
            if (next == '(') return named_printf_end(text, begin);
            if (next != '{') return printf_end(text, begin);
            [[fallthrough]];
        case '$':
            if (next == '{') {
                const auto end = braces_end(text, begin + 1);
                return end > begin + 1 ? end : begin;
            }
            return begin;
        default:
            return begin;
    }
}

std::size_t backticks_at(std::string_view text, std::size_t pos) {
    const auto end = text.find_first_not_of('`', pos);
    return std::min(end, text.size()) - pos;
}

std::size_t CodeSpans::end_of(std::size_t begin) {
    const auto fence = backticks_at(text_, begin);
    if (fence > longest_fence || begin < barren_until_[fence]) return begin;
    const bool in_paragraph = fence < 3;
    // "l`amore": a tick inside a word is an apostrophe typed wrongly.
    if (in_paragraph && is_word(code_point_before(text_, begin).value)) return begin;
    auto pos = begin + fence;
    while (pos < text_.size()) {
        if (text_[pos] == '`') {
            const auto run = backticks_at(text_, pos);
            pos += run;
            if (run == fence) return pos;
        } else if (in_paragraph && text_.substr(pos, 2) == "\n\n") {
            break;
        } else {
            ++pos;
        }
    }
    barren_until_[fence] = pos;
    return begin;
}

}  // namespace glossd::text
