// The endings of host names that X takes for domains. Pure; any thread. A closed list on purpose:
// what counts is what X links, and "http://a.b" is no link there.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

inline constexpr std::size_t longest_top_level_domain = 24;  // code points

// `word` case-folded, without a dot.
bool is_top_level_domain(std::string_view word);

}  // namespace glossd::text
