// Posts made to break things: links with every odd character, mentions inside brackets, emoji of
// many code points, scripts of both directions beside links, markup and placeholders as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace glossd::engines::test {

// The same count and seed give the same posts. Each has words to translate at both ends.
std::vector<std::string> odd_posts(std::size_t count, std::uint64_t seed);

}  // namespace glossd::engines::test
