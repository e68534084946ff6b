#include "text/words.hpp"

#include "text/code_points.hpp"
#include "text/letter_case.hpp"
#include "text/script.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

bool is_unspaced(char32_t c) {
    if (is_east_asian(c)) return true;
    const auto script = script_of(c);
    return script == Script::thai || script == Script::lao || script == Script::khmer ||
           script == Script::myanmar || script == Script::tibetan;
}

bool joins_words(char32_t c) {
    if (c < 0x80) return is_ascii_alnum(c) || c == '_';
    return (is_letter(c) || is_mark(c) || is_digit(c)) && !is_unspaced(c);
}

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x02BC;
}

bool are_same_letter(char32_t a, char32_t b, Letters letters) {
    if (a == b || (is_apostrophe(a) && is_apostrophe(b))) return true;
    return letters == Letters::in_any_case && lower_case(a) == lower_case(b);
}

std::size_t joined_run_end(std::string_view text, std::size_t pos) {
    for (auto next = code_point_at(text, pos); next.size > 0 && joins_words(next.value);
         next = code_point_at(text, pos))
        pos += next.size;
    return pos;
}

// How many code points two words have in common at their front.
std::size_t common_front(std::string_view a, std::string_view b) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size(); ++count) {
        const auto left = code_point_at(a, i);
        const auto right = code_point_at(b, j);
        if (!are_same_letter(left.value, right.value, Letters::in_any_case)) break;
        i += left.size;
        j += right.size;
    }
    return count;
}

// The same word with another ending: all but one or two letters of it in front, few behind.
bool is_form_of(std::string_view found, std::string_view word) {
    const auto front = common_front(found, word);
    const auto length = count_code_points(word);
    const auto least = length <= 3   ? length
                       : length == 4 ? 3
                                     : std::max<std::size_t>(4, length - 2);
    const std::size_t ending = length <= 3 ? 2 : length == 4 ? 3 : 4;
    return front >= least && count_code_points(found) - front <= ending;
}

// Each word of the phrase in some form, from `pos` on; signs as they are.
bool stands_inflected(std::string_view text, std::size_t pos, std::string_view phrase) {
    for (std::size_t at = 0; at < phrase.size();) {
        const auto end = joined_run_end(phrase, at);
        if (end == at) {
            const auto sign = code_point_at(phrase, at);
            const auto stop = phrase_end(text, pos, phrase.substr(at, sign.size), {});
            if (!stop) return false;
            pos = *stop;
            at = is_space(sign.value) ? skip_space(phrase, at) : at + sign.size;
            continue;
        }
        const auto stop = joined_run_end(text, pos);
        if (!is_form_of(text.substr(pos, stop - pos), phrase.substr(at, end - at))) return false;
        pos = stop;
        at = end;
    }
    return true;
}

}  // namespace

bool is_word_border(std::string_view text, std::size_t pos) {
    if (pos == 0 || pos >= text.size()) return true;
    return !joins_words(code_point_before(text, pos).value) ||
           !joins_words(code_point_at(text, pos).value);
}

std::optional<std::size_t> phrase_end(std::string_view text, std::size_t pos,
                                      std::string_view phrase, Letters letters) {
    for (std::size_t at = 0; at < phrase.size();) {
        const auto wanted = code_point_at(phrase, at);
        const auto found = code_point_at(text, pos);
        if (found.size == 0) return std::nullopt;
        if (is_space(wanted.value)) {
            if (!is_space(found.value)) return std::nullopt;
            at = skip_space(phrase, at);
            pos = skip_space(text, pos);
            continue;
        }
        if (!are_same_letter(found.value, wanted.value, letters)) return std::nullopt;
        at += wanted.size;
        pos += found.size;
    }
    return pos;
}

std::optional<PhraseAt> find_phrase(std::string_view text, std::string_view phrase, Letters letters,
                                    std::size_t from) {
    for (auto pos = from; pos < text.size(); pos += code_point_at(text, pos).size) {
        if (!is_word_border(text, pos)) continue;
        const auto end = phrase_end(text, pos, phrase, letters);
        if (end && is_word_border(text, *end)) return PhraseAt{pos, *end};
    }
    return std::nullopt;
}

bool holds_inflected(std::string_view text, std::string_view phrase) {
    if (find_phrase(text, phrase, Letters::in_any_case)) return true;
    for (std::size_t pos = 0; pos < text.size(); pos += code_point_at(text, pos).size) {
        if (is_word_border(text, pos) && stands_inflected(text, pos, phrase)) return true;
    }
    return false;
}

}  // namespace glossd::text
