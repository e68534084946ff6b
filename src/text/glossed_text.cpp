#include "text/glossed_text.hpp"

#include "text/letter_case.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"
#include "text/words.hpp"

#include <algorithm>
#include <utility>

namespace glossd::text {

namespace {

// Adds `piece`, with its masks numbered anew.
void append_masked(Pinned& out, const model::MaskedText& masked, std::string_view piece) {
    for (const auto& part : masked_pieces(piece)) {
        if (!part.mask || *part.mask >= masked.spans.size()) {
            out.text.text += part.text;
            continue;
        }
        out.text.text += mask_of(out.text.spans.size());
        out.text.spans.push_back(masked.spans[*part.mask]);
        out.numbers.push_back(*part.mask);
    }
}

// The places as spans of their own; `written` gives what each will read.
template <class Written>
Pinned set_aside(const model::MaskedText& masked, const std::vector<TermAt>& places,
                 Written written) {
    Pinned out;
    out.text.prefix = masked.prefix;
    out.text.suffix = masked.suffix;
    const std::string_view text = masked.text;
    std::size_t from = 0;
    for (const auto& place : places) {
        append_masked(out, masked, text.substr(from, place.begin - from));
        out.text.text += mask_of(out.text.spans.size());
        out.text.spans.push_back(
            {model::SpanKind::term,
             written(place, text.substr(place.begin, place.end - place.begin))});
        out.numbers.push_back(std::nullopt);
        from = place.end;
    }
    append_masked(out, masked, text.substr(from));
    return out;
}

std::vector<TermAt> only_terms(const std::vector<TermAt>& all, bool kept) {
    std::vector<TermAt> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some),
                 [&](const TermAt& one) { return one.term.is_kept() == kept; });
    return some;
}

std::string as_met(const TermAt&, std::string_view met) {
    return std::string(met);
}

std::string as_translated(const TermAt& place, std::string_view met) {
    const auto& term = place.term;
    if (term.letter_case != model::TermCase::follow) return term.translation;
    return in_case_of(met, term.text, term.translation);
}

// Engines drop the space beside a mask.
void append_apart(std::string& out, std::string_view word) {
    const auto seam = out.size();
    out += word;
    if (!is_word_border(out, seam)) out.insert(seam, " ");
}

}  // namespace

std::vector<model::Term> distinct_terms(const std::vector<TermAt>& found) {
    std::vector<model::Term> terms;
    for (const auto& place : found) {
        if (std::find(terms.begin(), terms.end(), place.term) == terms.end())
            terms.push_back(place.term);
    }
    return terms;
}

std::vector<model::Term> GlossedText::terms() const {
    auto all = kept;
    const auto translated = distinct_terms(forced);
    all.insert(all.end(), translated.begin(), translated.end());
    return all;
}

GlossedText mask(std::string_view text, const TermIndex& terms) {
    GlossedText glossed{mask(text), {}, {}};
    const auto found = terms.find(glossed.masked.text);
    if (found.empty()) return glossed;
    const auto kept = only_terms(found, true);
    glossed.kept = distinct_terms(kept);
    glossed.masked = set_aside(glossed.masked, kept, as_met).text;
    glossed.forced = only_terms(terms.find(glossed.masked.text), false);
    return glossed;
}

std::optional<std::string> said_by_glossary(const GlossedText& text) {
    if (text.forced.empty()) return std::nullopt;
    const auto pinned = pin(text.masked, text.forced);
    if (!nothing_to_translate(pinned.text)) return std::nullopt;
    return unpin(pinned.text.text, pinned);
}

Pinned pin(const model::MaskedText& masked, const std::vector<TermAt>& forced) {
    return set_aside(masked, forced, as_translated);
}

std::string unpin(std::string_view translated, const Pinned& pinned) {
    std::string out;
    for (const auto& piece : masked_pieces(translated)) {
        const bool known = piece.mask && *piece.mask < pinned.numbers.size();
        if (!known) {
            append_apart(out, piece.text);
        } else if (const auto number = pinned.numbers[*piece.mask]) {
            out += mask_of(*number);
        } else {
            append_apart(out, pinned.text.spans[*piece.mask].text);
        }
    }
    return out;
}

}  // namespace glossd::text
