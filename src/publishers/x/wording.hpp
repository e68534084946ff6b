// Texts as X takes them. Pure; any thread. X makes a mention of every "@name": one that comes from
// another network would notify a stranger, so it is defused, at the cost LengthRule allowed for.
#pragma once

#include <string>
#include <string_view>

namespace glossd::publishers::x {

// Is this the address of a post on X? Then its mentions are X's own.
bool is_of_x(std::string_view link);

// U+2060 behind the '@' of each mention, and behind its dots, or its host would become a link.
std::string defuse_mentions(std::string_view text);

// Without U+FEFF, which X refuses.
std::string without_marks(std::string_view text);

}  // namespace glossd::publishers::x
