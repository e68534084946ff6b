// Extended grapheme clusters (UAX #29, through utf8proc): what a reader counts as one character.
// Pure; any thread. Broken bytes are one cluster each.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

// Where the cluster that starts at `pos` ends. `pos` must be a boundary: a walk from within a
// flag or a family emoji would cut it.
std::size_t grapheme_end(std::string_view text, std::size_t pos);

std::size_t count_graphemes(std::string_view text);

}  // namespace glossd::text
