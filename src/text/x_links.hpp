// What X makes links of in a text (twitter-text v3): also bare domains of every ending it knows,
// where find_spans() is more careful. Pure; any thread. Each counts 23 there, whatever its length.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace glossd::text {

struct LinkAt {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;

    bool operator==(const LinkAt&) const = default;
};

// In order, never overlapping; of NFC text.
std::vector<LinkAt> find_x_links(std::string_view text);

}  // namespace glossd::text
