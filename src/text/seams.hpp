// Seams: whether a span put back into a translation would grow into its neighbours. Engines drop
// the space beside a mask; "https://x.org/a" before "y" would then lead elsewhere. Pure.
#pragma once

#include "model/segment.hpp"

#include <string_view>

namespace glossd::text {

// A space is wanted between the span and the text next to it when that text differs from what
// stood there in the original, and either replaced white space (or the edge of the text) by a
// letter or digit, or would be read as part of the span. Only for links, addresses, mentions and
// tags; code and placeholders stand anywhere.
bool wants_space_before(const model::Span& span, std::string_view before,
                        std::string_view original_before);
bool wants_space_after(const model::Span& span, std::string_view after,
                       std::string_view original_after);

}  // namespace glossd::text
