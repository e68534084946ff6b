// Whether an engine gave the text back instead of translating it. Pure; any thread. Names and
// loanwords stay the same in a right translation, and neighbours share whole sentences ("Det er en
// god dag" is Danish and Norwegian): short texts and close languages are believed.
#pragma once

#include "model/language.hpp"

#include <string_view>

namespace glossd::text {

// Both texts without spans. False when the languages are the same or either is unknown.
bool is_echo(std::string_view original, std::string_view translated, const model::Language& from,
             const model::Language& to);

// How alike two texts are: the share of their runs of three characters that both have, 0 to 1.
double trigram_overlap(std::string_view a, std::string_view b);

}  // namespace glossd::text
