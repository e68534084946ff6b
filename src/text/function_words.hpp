// The small words of a language: "the", "y", "и". Pure; any thread. A text of names or of invented
// words has none, whatever its letters look like.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

// Whether the words of this language are known here; by primary tag.
bool has_function_words(std::string_view primary);

// How many different ones a text has, counted up to `enough`; 0 for a language that is not known.
std::size_t count_function_words(std::string_view text, std::string_view primary,
                                 std::size_t enough);

}  // namespace glossd::text
