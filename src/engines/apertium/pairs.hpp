// Pairs: which mode translates between two BCP-47 languages. Apertium names languages by ISO
// 639-1 in old pairs and 639-3 in new ones ("en-gl", "eng-cat"), variants behind '_'
// ("eng-cat_valencia", "spa-eng_US"); both spellings may be installed side by side.
#pragma once

#include "model/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::engines::apertium {

// The mode for the two languages: that of the exact variants if there is one ("en-US" to
// "spa-eng_US"), else of the plain languages; never another variant. Empty when there is none.
std::string_view find_mode(const std::vector<std::string>& modes, const model::Language& from,
                           const model::Language& to);

// Modes whose target is that language or a variant of it, in the order of `modes`.
std::vector<std::string> modes_to(const std::vector<std::string>& modes, const model::Language& to);

// A side of a mode's name without its variant ("eng") as a language ("en"); empty when it is none.
model::Language language_of_side(std::string_view side);

// The Debian package with the data of the two languages ("apertium-eng-cat"), or empty. Some
// hold one direction only.
std::string_view package_for(const model::Language& a, const model::Language& b);

}  // namespace glossd::engines::apertium
