#include "text/terms.hpp"

#include "text/code_points.hpp"
#include "text/letter_case.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"
#include "text/words.hpp"

#include <algorithm>
#include <utility>

namespace glossd::text {

namespace {

Letters letters_of(const model::Term& term) {
    return term.letter_case == model::TermCase::exact ? Letters::as_written : Letters::in_any_case;
}

// What a tag and a phrase of the same words have in common.
std::string letters_alone(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (is_letter(next.value) || is_mark(next.value) || is_digit(next.value))
            out += text.substr(pos, next.size);
        pos += next.size;
    }
    return out;
}

}  // namespace

TermIndex::TermIndex(std::vector<model::Term> terms) : terms_(std::move(terms)) {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
        terms_[i].text = nfc(terms_[i].text);
        terms_[i].translation = nfc(terms_[i].translation);
        for (auto& form : terms_[i].also) form = nfc(form);
        by_first_[lower_case(code_point_at(terms_[i].text, 0).value)].push_back(i);
        by_tag_.emplace(lower_case(letters_alone(terms_[i].text)), i);
    }
}

std::optional<TermAt> TermIndex::longest_at(std::string_view piece, std::size_t pos) const {
    const auto candidates = by_first_.find(lower_case(code_point_at(piece, pos).value));
    if (candidates == by_first_.end() || !is_word_border(piece, pos)) return std::nullopt;
    std::optional<TermAt> longest;
    for (const auto number : candidates->second) {
        const auto& term = terms_[number];
        const auto end = phrase_end(piece, pos, term.text, letters_of(term));
        if (!end || !is_word_border(piece, *end) || (longest && *end <= longest->end)) continue;
        longest = TermAt{pos, *end, term};
    }
    return longest;
}

std::vector<TermAt> TermIndex::find(std::string_view masked) const {
    std::vector<TermAt> found;
    if (empty()) return found;
    for (const auto& piece : masked_pieces(masked)) {
        if (piece.mask) continue;
        const auto offset = static_cast<std::size_t>(piece.text.data() - masked.data());
        for (std::size_t pos = 0; pos < piece.text.size();) {
            auto term = longest_at(piece.text, pos);
            if (!term) {
                pos += code_point_at(piece.text, pos).size;
                continue;
            }
            pos = term->end;
            term->begin += offset;
            term->end += offset;
            found.push_back(std::move(*term));
        }
    }
    return found;
}

const model::Term* TermIndex::of_tag(std::string_view tag) const {
    const auto name = letters_alone(nfc(tag));
    const auto [begin, end] = by_tag_.equal_range(lower_case(name));
    const model::Term* first = nullptr;
    for (auto at = begin; at != end; ++at) {
        const auto& term = terms_[at->second];
        const bool met =
            letters_of(term) == Letters::in_any_case || letters_alone(term.text) == name;
        if (met && (!first || &term < first)) first = &term;
    }
    return first;
}

}  // namespace glossd::text
