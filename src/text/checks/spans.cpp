// Spans and their masks: all of them, once, and no rest of one.
#include "text/checks/rules.hpp"
#include "text/code_points.hpp"
#include "text/entities.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"

#include <optional>
#include <utility>

#include <re2/re2.h>

namespace glossd::text::checks {

namespace {

bool is_blank_piece(std::string_view text) {
    return skip_space(text, 0) == text.size();
}

// Of a mask said twice in a row only the first stays, with the space behind the second.
std::string without_stutter(std::string_view masked) {
    std::string out;
    std::optional<std::size_t> last;
    std::string_view gap;
    for (const auto& piece : masked_pieces(masked)) {
        if (!piece.mask) {
            gap = piece.text;
            if (!is_blank_piece(gap)) last.reset();
            if (!last) out += std::exchange(gap, {});
            continue;
        }
        if (piece.mask == last) {
            gap = {};
            continue;
        }
        out += std::exchange(gap, {});
        out += piece.text;
        last = piece.mask;
    }
    return out += gap;
}

// Where a mask was set apart from the sign that it belongs to: "( [0] )", "[0] ,". French sets
// spaces before the other signs.
std::string without_gaps(std::string_view masked) {
    static const RE2 behind("(\\x0F) +([,.)\\]])");
    static const RE2 in_front("([(\\[]) +(\\x0E)");
    std::string out(masked);
    RE2::GlobalReplace(&out, behind, R"(\1\2)");
    RE2::GlobalReplace(&out, in_front, R"(\1\2)");
    return out;
}

std::size_t count_matches(std::string_view text, const RE2& pattern) {
    re2::StringPiece rest(text.data(), text.size());
    std::size_t count = 0;
    while (RE2::FindAndConsume(&rest, pattern)) ++count;
    return count;
}

// Span tags as language models garble them: <x1/>, </x1>, < X 1 / >, <x id="1"/>.
std::size_t count_tags(std::string_view text) {
    static const RE2 tag(R"((?i)<\s*/?\s*x\s*(?:id\s*=\s*)?["']?\d+["']?\s*/?\s*>)");
    return text.find('<') == text.npos ? 0 : count_matches(text, tag);
}

std::size_t count_markup(std::string_view text) {
    static const RE2 element(R"(</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,200})?/?>|<!\[?[A-Za-z-]{2})");
    return text.find('<') == text.npos ? 0 : count_matches(text, element);
}

std::size_t count_entities(std::string_view text) {
    static const RE2 entity(R"(&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9A-Fa-f]{2,5});)");
    return text.find('&') == text.npos ? 0 : count_matches(text, entity);
}

// A reference to a control character must not make a mask.
std::string with_entities_read(std::string_view masked) {
    std::string out;
    for (const auto& piece : masked_pieces(masked))
        out += piece.mask ? std::string(piece.text) : clean_utf8(decode_entities(piece.text));
    return out;
}

}  // namespace

Finding is_not_empty(const Subject& subject) {
    if (is_blank_piece(subject.words_before()) || !is_blank_piece(subject.words_after()))
        return passed();
    return failed("the translation is empty");
}

Finding keeps_spans(const Subject& subject) {
    const auto& original = subject.original();
    const auto& given = subject.translated();
    if (original.spans.empty() && given.find_first_of("\x0E\x0F") == given.npos) return passed();
    auto text = without_stutter(given);
    if (without_gaps(original.text) == original.text) text = without_gaps(text);
    if (!masks_match(text, original)) {
        return failed("the translation does not keep every tag of the text exactly once",
                      restore(text, original).error().message);
    }
    if (text == given) return passed();
    return repaired("took out a span that came twice, or a space beside one", std::move(text));
}

Finding holds_no_masks(const Subject& subject) {
    const auto& words = subject.words_after();
    if (words.find(model::mask_open) != words.npos || words.find(model::mask_close) != words.npos)
        return failed("the translation holds a broken mask");
    if (count_tags(words) > count_tags(subject.words_before()))
        return failed("the translation holds a tag of a span");
    if (subject.after().damaged > subject.before().damaged)
        return failed("the translation holds U+FFFD, so its bytes were damaged");
    return passed();
}

Finding holds_no_markup(const Subject& subject) {
    if (count_markup(subject.words_after()) <= count_markup(subject.words_before()))
        return passed();
    return failed("the translation holds markup that the text has not");
}

Finding holds_no_references(const Subject& subject) {
    const auto before = count_entities(subject.words_before());
    if (count_entities(subject.words_after()) <= before) return passed();
    if (before > 0) return failed("the translation holds character references");
    return repaired("read character references as the characters they mean",
                    with_entities_read(subject.translated()));
}

}  // namespace glossd::text::checks
