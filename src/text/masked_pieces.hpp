// A masked text as the pieces it is made of: masks and what stands between them. Pure; any
// thread. A mask counts only when written exactly: "\x0E07\x0F" is none, its bytes stay in a text
// piece, where the checks find them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

struct MaskedPiece {
    std::string_view text;            // never empty; of a mask, its own bytes
    std::optional<std::size_t> mask;  // the number of the span that stands here
};

std::vector<MaskedPiece> masked_pieces(std::string_view masked);

std::string mask_of(std::size_t number);

// What engines see as words: the text with each mask as one space.
std::string outside_masks(std::string_view masked);

}  // namespace glossd::text
