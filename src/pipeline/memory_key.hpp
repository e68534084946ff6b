// The key of the translation memory: what makes two texts the same to it. What one would get
// wrong: the text is the masked one, so that a post with another link finds the same entry.
#pragma once

#include "model/language.hpp"
#include "model/segment.hpp"

#include <cstddef>
#include <string>

namespace glossd::pipeline {

// 32 raw bytes. `style` as an engine gives it. A shortening (limit above 0) is a row of its own.
std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit = 0);

// Of a person's translation, which goes before those of all engines.
std::string by_hand_key(const model::MaskedText& masked, const model::Language& from,
                        const model::Language& to);

}  // namespace glossd::pipeline
