#include "text/hashtags.hpp"

#include "text/code_points.hpp"
#include "text/letter_case.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

using TagPieces = std::vector<MaskedPiece>;

constexpr std::size_t most_tag_words = 4;

// The signs that start a tag: '#' and the full-width one.
std::size_t tag_sign_size(std::string_view tag) {
    return code_point_at(tag, 0).size;
}

bool is_hashtag(const MaskedPiece& piece, const model::MaskedText& masked) {
    return piece.mask && *piece.mask < masked.spans.size() &&
           masked.spans[*piece.mask].kind == model::SpanKind::hashtag;
}

bool is_blank(std::string_view text) {
    return skip_space(text, 0) == text.size();
}

// The end of a sentence or a line, or its start.
bool ends_sentence(std::string_view before) {
    auto end = before.size();
    while (end > 0 && is_space(code_point_before(before, end).value)) {
        if (before[end - 1] == '\n') return true;
        end -= code_point_before(before, end).size;
    }
    const auto last = code_point_before(before, end);
    constexpr std::u32string_view ends = U".!?…:。！？؟۔।";
    return last.size == 0 || ends.find(last.value) != ends.npos;
}

bool starts_line(std::string_view after) {
    const auto end = skip_space(after, 0);
    return end == after.size() || after.substr(0, end).find('\n') != after.npos;
}

// The text up to (behind) a piece that is no mask; a mask there is a word like any other.
std::string_view text_before(const TagPieces& pieces, std::size_t at) {
    if (at == 0) return {};
    return pieces[at - 1].mask ? std::string_view("x") : pieces[at - 1].text;
}

std::string_view text_behind(const TagPieces& pieces, std::size_t at) {
    if (at + 1 >= pieces.size()) return {};
    return pieces[at + 1].mask ? std::string_view("x") : pieces[at + 1].text;
}

// The last piece of the row of tags that starts at `first`.
std::size_t end_of_row(const TagPieces& pieces, std::size_t first,
                       const model::MaskedText& masked) {
    auto last = first;
    for (auto at = first + 1; at < pieces.size(); ++at) {
        if (is_hashtag(pieces[at], masked)) {
            last = at;
        } else if (pieces[at].mask || !is_blank(pieces[at].text) ||
                   pieces[at].text.find('\n') != std::string_view::npos) {
            break;
        }
    }
    return last;
}

bool has_capital(char32_t c) {
    return upper_case(c) != c;
}

// "cambio climático" as its words; what parts them is anything that a tag cannot hold.
std::vector<std::string> tag_parts(std::string_view text) {
    std::vector<std::string> words(1);
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (is_letter(next.value) || is_mark(next.value) || is_digit(next.value))
            words.back() += text.substr(pos, next.size);
        else if (!words.back().empty())
            words.emplace_back();
        pos += next.size;
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool is_one_tag(std::string_view text) {
    const auto spans = find_spans(text);
    return spans.size() == 1 && spans[0] == SpanAt{model::SpanKind::hashtag, 0, text.size()};
}

}  // namespace

std::vector<std::size_t> tags_in_sentences(const model::MaskedText& masked) {
    const auto pieces = masked_pieces(masked.text);
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        if (!is_hashtag(pieces[at], masked)) continue;
        const auto last = end_of_row(pieces, at, masked);
        const bool at_line_end = starts_line(text_behind(pieces, last));
        const bool is_block = at_line_end && (last > at || ends_sentence(text_before(pieces, at)));
        for (; !is_block && at <= last; ++at) {
            if (is_hashtag(pieces[at], masked)) found.push_back(*pieces[at].mask);
        }
        at = last;
    }
    return found;
}

std::string tag_words(std::string_view tag) {
    std::string words;
    char32_t before = 0;
    bool has_lower = false;
    bool has_caseless = false;
    for (auto pos = tag_sign_size(tag); pos < tag.size();) {
        const auto next = code_point_at(tag, pos);
        const auto c = next.value;
        has_lower = has_lower || has_capital(c);
        has_caseless = has_caseless || (is_letter(c) && !has_capital(c) && !is_upper(c));
        const bool new_word = is_upper(c) && has_capital(before);
        if (new_word || c == '_') words += ' ';
        if (c != '_') words += tag.substr(pos, next.size);
        before = c;
        pos += next.size;
    }
    return has_lower || has_caseless ? words : "";
}

std::optional<std::string> tag_of(std::string_view words, std::string_view tag) {
    const auto parts = tag_parts(words);
    if (parts.empty() || parts.size() > most_tag_words) return std::nullopt;
    std::string made(tag.substr(0, tag_sign_size(tag)));
    const bool capital = is_upper(code_point_at(tag, tag_sign_size(tag)).value);
    for (const auto& part : parts) made += capital || parts.size() > 1 ? with_capital(part) : part;
    return is_one_tag(made) ? std::optional(made) : std::nullopt;
}

std::string with_tags(std::string_view text,
                      const std::function<std::optional<std::string>(std::string_view)>& other) {
    std::string out;
    std::size_t from = 0;
    for (const auto& span : find_spans(text)) {
        if (span.kind != model::SpanKind::hashtag) continue;
        const auto tag = text.substr(span.begin, span.end - span.begin);
        out += text.substr(from, span.begin - from);
        out += other(tag).value_or(std::string(tag));
        from = span.end;
    }
    return out += text.substr(from);
}

}  // namespace glossd::text
