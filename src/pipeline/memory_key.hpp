// The key of the translation memory: what makes two texts the same to it. What one would get
// wrong: the text is the masked one, so that a post with another link finds the same entry.
#pragma once

#include "engines/engine.hpp"
#include "model/language.hpp"
#include "model/manner.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"
#include "pipeline/wish.hpp"
#include "text/glossed_text.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace glossd::pipeline {

// What else an engine was asked for: a tone, and the terms of the glossary that are in this very
// text, so that another term of the same glossary changes nothing. Empty when there is neither.
std::string manner_key(const model::Tone& heeded, const std::vector<model::Term>& terms);

// 32 raw bytes. `style` as an engine gives it. A shortening (limit above 0) is a row of its own.
std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit = 0,
                       const std::string& manner = {});

// Of a wish, whose text is `text` with its glossary, at this engine.
std::string memory_key(const Wish& wish, const text::GlossedText& text,
                       const engines::Engine& engine);

}  // namespace glossd::pipeline
