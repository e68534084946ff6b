// Line breaks as masks, for services that take markup and drop or move plain line breaks: a run of
// them counts and comes back like a span. What the element looks like is the engine's business.
#pragma once

#include "engines/engine.hpp"

#include <string>
#include <string_view>

namespace glossd::engines {

// The batch with its line breaks as further masks, behind those of the real spans.
Batch mask_line_breaks(const Batch& batch);

// The other way, on a masked translation of the item that was `original` before.
std::string restore_line_breaks(std::string_view masked, const model::MaskedText& original,
                                const model::MaskedText& sent);

// Does the span stand for line breaks and nothing else?
bool is_line_break(const model::Span& span);

}  // namespace glossd::engines
