// Remask: what restore() undone: a text as a person wrote it in another language becomes the masked
// translation of the original. Pure; any thread. What one would get wrong: the links and mentions
// around the original (its prefix and suffix) have to stand there too.
#pragma once

#include "model/segment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

struct Remasked {
    // restore(masked, original) gives the text, but for white space at its ends and beside what
    // stands around it, which is that of the original. Empty unless `fits`.
    std::string masked;
    bool fits = false;              // all spans are there, and those around the text in their place
    std::vector<std::string> lost;  // spans of the original that the text lacks
    std::vector<std::string> added;  // spans that the original has not

    bool keeps_spans() const { return lost.empty() && added.empty(); }
};

Remasked remask(std::string_view translated, const model::MaskedText& original);

// "loses https://…, @ana; adds #tag"; empty when it keeps them.
std::string span_faults(const Remasked& remasked);

}  // namespace glossd::text
