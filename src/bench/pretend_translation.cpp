#include "bench/pretend_translation.hpp"

#include "text/ascii.hpp"
#include "text/code_points.hpp"
#include "text/mask.hpp"

#include <cstddef>

namespace glossd::bench {

namespace {

constexpr int letters_between_marks = 8;

std::string mark_of(std::string_view to) {
    std::string mark;
    for (const char c : to) {
        if (text::is_alpha(c)) mark += text::to_lower(c);
    }
    return mark.empty() ? "xx" : mark;
}

// Where the tag `<name12/>` that starts at `pos` ends, or `pos`. The name depends on the batch.
std::size_t tag_end(std::string_view text, std::size_t pos) {
    if (text[pos] != '<') return pos;
    auto at = pos + 1;
    const auto skip = [&](auto is_kind) {
        const auto from = at;
        while (at < text.size() && is_kind(text[at])) ++at;
        return at > from;
    };
    if (!skip([](char c) { return text::is_alpha(c); })) return pos;
    if (!skip([](char c) { return text::is_digit(c); })) return pos;
    return text.substr(at, 2) == "/>" ? at + 2 : pos;
}

// The words of a text that has no spans.
void append_words(std::string& out, std::string_view text, const std::string& mark) {
    int letters = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = text::code_point_at(text, pos);
        const auto end = letters == 0 ? tag_end(text, pos) : pos;
        const bool letter = text::is_letter(next.value);
        const bool goes_on = letter || (letters > 0 && text::is_mark(next.value));
        if (letters > 0 && (!goes_on || (letter && letters == letters_between_marks))) {
            out += mark;
            letters = 0;
            continue;
        }
        if (letter) ++letters;
        const auto size = end > pos ? end - pos : next.size;
        out += text.substr(pos, size);
        pos += size;
    }
    if (letters > 0) out += mark;
}

}  // namespace

std::string translate(std::string_view text, std::string_view to) {
    const auto mark = mark_of(to);
    std::string out;
    std::size_t from = 0;
    for (const auto& span : text::find_spans(text)) {
        append_words(out, text.substr(from, span.begin - from), mark);
        out += text.substr(span.begin, span.end - span.begin);
        from = span.end;
    }
    append_words(out, text.substr(from), mark);
    return out;
}

}  // namespace glossd::bench
