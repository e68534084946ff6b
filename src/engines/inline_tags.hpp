// The tag syntax for language models: `<x12/>`, three tokens, copied well by all of them. The
// name is `x` unless a text of the batch already says something like `<x1/>`; so name and numbers
// belong to one batch and must be built from the very same batch on the way back.
#pragma once

#include "engines/tags.hpp"

#include <string>
#include <string_view>

namespace glossd::engines {

// "x", or the first other name that no text of the batch uses in a tag.
std::string tag_name(const Batch& batch);

std::string write_tags(const Pieces& pieces, std::string_view name);

// Tolerant of case and blanks, as models write them: < X 12 />, <x12>, <x12></x12>. Everything
// else is text. Linear in the length of the text.
Pieces read_tags(std::string_view text, std::string_view name);

}  // namespace glossd::engines
