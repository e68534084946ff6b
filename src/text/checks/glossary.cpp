// The glossary's terms: each that the text has must stand in the translation as the glossary says.
#include "text/checks/rules.hpp"
#include "text/letter_case.hpp"
#include "text/masked_pieces.hpp"
#include "text/words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::text::checks {

namespace {

using model::Term;
using model::TermCase;

bool is_there(std::string_view words, const Term& term) {
    const auto stands = [&](const std::string& form) {
        if (term.letter_case != TermCase::exact) return holds_inflected(words, form);
        return find_phrase(words, form, Letters::as_written).has_value();
    };
    return stands(term.translation) || std::any_of(term.also.begin(), term.also.end(), stands);
}

// With every place of `phrase` outside masks as `written` gives it.
template <class Written>
std::string replaced(std::string_view masked, std::string_view phrase, Letters letters,
                     Written written) {
    std::string out;
    for (const auto& piece : masked_pieces(masked)) {
        auto rest = piece.text;
        while (!piece.mask) {
            const auto place = find_phrase(rest, phrase, letters);
            if (!place) break;
            out += rest.substr(0, place->begin);
            out += written(rest.substr(place->begin, place->end - place->begin));
            rest = rest.substr(place->end);
        }
        out += rest;
    }
    return out;
}

// What can be told for sure: a term left as it was, and a translation in the wrong case.
std::string mended(const std::string& masked, const Term& term) {
    if (term.letter_case == TermCase::exact) {
        auto recased = replaced(masked, term.translation, Letters::in_any_case,
                                [&](std::string_view) { return term.translation; });
        if (recased != masked) return recased;
    }
    const auto letters =
        term.letter_case == TermCase::exact ? Letters::as_written : Letters::in_any_case;
    return replaced(masked, term.text, letters, [&](std::string_view met) {
        const bool follows = term.letter_case == TermCase::follow;
        return follows ? in_case_of(met, term.text, term.translation) : term.translation;
    });
}

}  // namespace

Finding keeps_to_glossary(const Subject& subject) {
    auto text = subject.translated();
    for (const auto& term : subject.terms()) {
        if (term.is_kept() || is_there(outside_masks(text), term)) continue;
        auto better = mended(text, term);
        if (is_there(outside_masks(better), term)) {
            text = std::move(better);
        } else if (!subject.shortened()) {
            // These are words of the operator's, not of the post's.
            return failed(
                fmt::format("\"{}\" must be translated as \"{}\"", term.text, term.translation));
        }
    }
    if (text == subject.translated()) return passed();
    return repaired("put in what the glossary says", std::move(text));
}

}  // namespace glossd::text::checks
