#include "text/seams.hpp"

#include "text/code_points.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <string>

namespace glossd::text {

namespace {

using model::SpanKind;

// Far enough to see what the finder sees: past punctuation, into the next word.
constexpr std::size_t window = 64;

bool can_be_damaged(SpanKind kind) {
    return kind == SpanKind::url || kind == SpanKind::email || kind == SpanKind::mention ||
           kind == SpanKind::hashtag;
}

bool is_letter_or_digit(char32_t c) {
    return is_letter(c) || is_digit(c) || c == '_';
}

bool found_at(const std::string& text, const model::Span& span, std::size_t begin) {
    const auto spans = find_spans(text);
    const SpanAt wanted{span.kind, begin, begin + span.text.size()};
    return std::find(spans.begin(), spans.end(), wanted) != spans.end();
}

std::string_view tail(std::string_view text) {
    return text.substr(text.size() - std::min(text.size(), window));
}

}  // namespace

bool wants_space_before(const model::Span& span, std::string_view before,
                        std::string_view original_before) {
    if (!can_be_damaged(span.kind) || before.empty()) return false;
    const auto near = tail(before);
    if (near == tail(original_before)) return false;
    const auto now = code_point_before(before, before.size());
    if (is_space(now.value)) return false;
    const auto then = code_point_before(original_before, original_before.size());
    const bool had_space = then.size == 0 || is_space(then.value);
    if (had_space && is_letter_or_digit(now.value)) return true;
    return !found_at(std::string(near) + span.text, span, near.size());
}

bool wants_space_after(const model::Span& span, std::string_view after,
                       std::string_view original_after) {
    if (!can_be_damaged(span.kind) || after.empty()) return false;
    const auto near = after.substr(0, window);
    if (near == original_after.substr(0, window)) return false;
    const auto now = code_point_at(after, 0);
    if (is_space(now.value)) return false;
    const auto then = code_point_at(original_after, 0);
    const bool had_space = then.size == 0 || is_space(then.value);
    if (had_space && is_letter_or_digit(now.value)) return true;
    return !found_at(span.text + std::string(near), span, 0);
}

}  // namespace glossd::text
