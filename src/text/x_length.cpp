#include "text/x_length.hpp"

#include "text/code_points.hpp"
#include "text/normalise.hpp"
#include "text/x_emoji.hpp"
#include "text/x_links.hpp"

#include <algorithm>
#include <vector>

namespace glossd::text {

namespace {

constexpr std::size_t emoji_weight = 2;

// Configuration v3: the ranges that weigh 100 of a scale of 100; the default weighs 200.
std::size_t weight(char32_t c) {
    const bool light = c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) ||
                       (c >= 8242 && c <= 8247);
    return light ? 1 : 2;
}

std::size_t length_with(const std::vector<LinkAt>& links, std::string_view text,
                        std::size_t url_length) {
    auto link = links.begin();
    auto emoji = next_emoji_sequence(text, 0);
    std::size_t total = 0;
    for (std::size_t at = 0; at < text.size();) {
        while (link != links.end() && link->begin < at) ++link;
        if (link != links.end() && link->begin == at) {
            total += url_length;
            at = link->end;
            continue;
        }
        if (emoji.begin < at) emoji = next_emoji_sequence(text, at);
        if (emoji.begin == at && emoji.end > at) {
            total += emoji_weight;
            at = emoji.end;
            continue;
        }
        const auto next = code_point_at(text, at);
        total += weight(next.value);
        at += next.size;
    }
    return total;
}

}  // namespace

std::size_t x_length(std::string_view text, std::size_t url_length) {
    const auto normal = nfc(text);
    return length_with(find_x_links(normal), normal, url_length);
}

std::size_t x_length_without_links(std::string_view text) {
    return length_with({}, nfc(text), 0);
}

std::size_t x_defusing_length(std::string_view mention) {
    const auto dots = std::count(mention.begin(), mention.end(), '.');
    return (1 + static_cast<std::size_t>(dots)) * weight(0x2060);
}

}  // namespace glossd::text
