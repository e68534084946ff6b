// The lines of a masked text in Apertium's stream format and back. What must come through stands
// as a superblank that holds nothing but a number, because some stages read even what is inside
// the brackets: "[^]" alone ends lrx-proc. Pure; any thread.
#pragma once

#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines::apertium {

struct StreamLine {
    std::string stream;             // what the pipeline is given; empty: nothing to translate
    std::vector<std::string> kept;  // kept[n] stands as "[n]": masks, '^', '~', white space
    std::string before;             // white space and masks at the line's ends, never sent
    std::string after;

    bool operator==(const StreamLine&) const = default;
};

// The lines of a masked text, one at least. Invalid UTF-8 and control characters outside masks are
// mended first. Spaces beside a mask go into its superblank, so they stay where they are.
std::vector<StreamLine> encode_lines(std::string_view masked);

// The answer of one pipeline as the text of the next: the same superblanks, each character as
// encode_lines() writes it. A `protocol` error when something in it is no plain text.
model::Result<std::string> relay_line(std::string_view translated);

// The translated line, masks in place, white space mended at the ends and where a dropped word
// left two spaces. A `protocol` error when a superblank is lost or doubled or when something in
// the answer is no plain text.
model::Result<std::string> decode_line(const StreamLine& line, std::string_view translated);

}  // namespace glossd::engines::apertium
