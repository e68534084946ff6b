// Nearest: which known name a mistyped one was meant to be. Pure. Case and the choice between
// '-' and '_' cost nothing: those are what people mix up most.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::config {

// Damerau-Levenshtein (optimal string alignment) over bytes: insert, delete, replace and swap of
// neighbours cost one each.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The closest known name, the first of equals; none when a third of the word would have to change.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

// "; did you mean `poll_interval`?", or nothing when no name is near.
std::string hint(std::string_view word, const std::vector<std::string>& known);

// "`a`, `b` or `c`"
std::string enumerate(const std::vector<std::string>& names);

}  // namespace glossd::config
