// The XML that carries a text through DeepL. A span is `<x id="N">its text</x>`: DeepL keeps the
// content as it is but sees it, so that gender and case around "@museum" come out right; what
// comes back inside is never read, the span is restored from what we know. A run of line breaks
// is `<n id="N"/>`, which splits sentences, because newer models drop plain line breaks.
#pragma once

#include "engines/tags.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>

namespace glossd::engines::deepl {

// The batch with its line breaks as further masks, behind those of the real spans.
Batch mask_line_breaks(const Batch& batch);

// The other way, on a masked translation of the item that was `original` before.
std::string restore_line_breaks(std::string_view masked, const model::MaskedText& original,
                                const model::MaskedText& sent);

// `batch` is the one with masked line breaks, `tags` its numbers.
std::string write_xml(const TagNumbers& tags, std::size_t item);

// Strict, as DeepL writes it: our two elements, entities, text. Anything else that looks like
// markup is an error (protocol).
model::Result<Pieces> read_xml(std::string_view xml);

}  // namespace glossd::engines::deepl
