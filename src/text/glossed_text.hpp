// A text as a glossary leaves it: kept terms are spans like any other, the terms with a translation
// are found. And pins, for engines that take no glossary: the translation of a term stands in its
// place as a span, so that it comes back for sure. Pure; any thread.
#pragma once

#include "model/segment.hpp"
#include "text/terms.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

struct GlossedText {
    model::MaskedText masked;
    std::vector<TermAt> forced;     // in masked.text
    std::vector<model::Term> kept;  // each once

    // Every term that has a say in the translation, each once.
    std::vector<model::Term> terms() const;
};

GlossedText mask(std::string_view text, const TermIndex& terms);

// Of the terms found, each once.
std::vector<model::Term> distinct_terms(const std::vector<TermAt>& found);

struct Pinned {
    model::MaskedText text;
    std::vector<std::optional<std::size_t>> numbers;  // of each mask in the original; none: a pin
};

// The masked translation of a text that is made of terms alone; nothing for any other.
std::optional<std::string> said_by_glossary(const GlossedText& text);

Pinned pin(const model::MaskedText& masked, const std::vector<TermAt>& forced);

// The answer to a pinned text as an answer to the original one.
std::string unpin(std::string_view translated, const Pinned& pinned);

}  // namespace glossd::text
