// Which languages are so near to each other that a text does not tell them apart: whole short
// sentences are right in both, and detectors mix them up. Pure; any thread. By primary tag only.
#pragma once

#include <string_view>

namespace glossd::text {

// "da" and "nb", "es" and "gl". A language is close to itself.
bool are_close(std::string_view primary, std::string_view other);

}  // namespace glossd::text
