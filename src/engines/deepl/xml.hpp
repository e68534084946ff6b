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

// `tags` are the numbers of a batch with masked line breaks (engines/line_breaks.hpp).
std::string write_xml(const TagNumbers& tags, std::size_t item);

// Strict, as DeepL writes it: our two elements, entities, text. Anything else that looks like
// markup is an error (protocol).
model::Result<Pieces> read_xml(std::string_view xml);

}  // namespace glossd::engines::deepl
