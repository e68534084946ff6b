// Where a text may be cut, and how well. Pure; any thread; looks at one place and its near
// neighbours. A full stop ends a sentence only if the word before it is no abbreviation and the
// next word does not go on in lower case.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

enum class Break { none, word, sentence, paragraph };  // the later the better

// How good a cut at the white space [begin, end) is. A line end is as good as a sentence end.
Break break_at_space(std::string_view text, std::size_t begin, std::size_t end);

// How good a cut at `pos` is without white space there: behind full-width stops and commas,
// unless a closing mark or more punctuation follows.
Break break_between(std::string_view text, std::size_t pos);

// False where a part that starts at `pos` would start with a closing mark, or with a sign that
// makes a mention or tag of what was none ("foo@bar").
bool may_start_part(std::string_view text, std::size_t pos);

}  // namespace glossd::text
