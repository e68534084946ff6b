// The key of the translation memory: what makes two texts the same to it. What one would get
// wrong: the text is the masked one, so that a post with another link finds the same entry.
#pragma once

#include "engines/engine.hpp"
#include "model/language.hpp"
#include "model/manner.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace glossd::pipeline {

// What a translation is filed under besides its text and languages: the engine's style, that of the
// engine that judges it (null: none), and what else was asked for: a tone, as far as the engine
// heeds it, and `terms`, those of the glossary that are in this very text, so that another term of
// the same glossary changes nothing.
std::string style_of(const engines::Engine& engine, const engines::Engine* verifier,
                     const model::Tone& tone, const std::vector<model::Term>& terms);

// 32 raw bytes. `style` as style_of() gives it. A shortening (limit above 0) is a row of its own.
std::string memory_key(const model::MaskedText& masked, const model::Language& from,
                       const model::Language& to, const std::string& style, std::size_t limit = 0);

// Of a person's translation, which goes before those of all engines.
std::string by_hand_key(const model::MaskedText& masked, const model::Language& from,
                        const model::Language& to);

}  // namespace glossd::pipeline
