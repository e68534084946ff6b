// The key of the translation memory: what makes two texts the same to it. What one would get
// wrong: the text is the masked one, so that a post with another link finds the same entry.
#pragma once

#include "model/language.hpp"
#include "model/segment.hpp"

#include <string>

namespace glossd::pipeline {

// 32 raw bytes. `style` as an engine gives it.
std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style);

}  // namespace glossd::pipeline
