// Right-to-left tricks end where the translation ends, at the latest.
#include "text/direction.hpp"

#include "text/checks/rules.hpp"
#include "text/masked_pieces.hpp"

namespace glossd::text::checks {

namespace {

// Code and placeholders come through as they are; what one leaves open is closed behind it all.
std::string closers_of(const model::MaskedText& original) {
    std::string closers;
    for (const auto& span : original.spans) closers += direction_closers(span.text);
    return closers;
}

}  // namespace

Finding keeps_direction(const Subject& subject) {
    const auto closers = closers_of(subject.original());
    if (subject.after().directions == 0 && closers.empty()) return passed();
    std::string text;
    for (const auto& piece : masked_pieces(subject.translated()))
        text += piece.mask ? std::string(piece.text) : without_loose_directions(piece.text);
    text += closers;
    if (text == subject.translated()) return passed();
    return repaired("took out controls of writing direction, or closed them", std::move(text));
}

}  // namespace glossd::text::checks
