#include "text/mask_tags.hpp"

#include "text/masked_pieces.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace glossd::text {

namespace {

constexpr std::string_view tag_open = "<x";
constexpr std::string_view tag_close = "/>";

// The number of the tag at the start of `text`, and behind it.
std::optional<std::pair<std::size_t, std::string_view>> read_tag(std::string_view text) {
    if (!text.starts_with(tag_open)) return std::nullopt;
    const auto* begin = text.data() + tag_open.size();
    const auto* end = text.data() + text.size();
    std::size_t number = 0;
    const auto [stop, error] = std::from_chars(begin, end, number);
    if (error != std::errc{} || (*begin == '0' && stop - begin > 1)) return std::nullopt;
    const auto rest = text.substr(static_cast<std::size_t>(stop - text.data()));
    if (!rest.starts_with(tag_close)) return std::nullopt;
    return std::pair(number, rest.substr(tag_close.size()));
}

}  // namespace

std::string masks_as_tags(std::string_view masked) {
    std::string text;
    for (const auto& piece : masked_pieces(masked)) {
        if (piece.mask) {
            text += std::string(tag_open) + std::to_string(*piece.mask) + std::string(tag_close);
        } else {
            text += piece.text;
        }
    }
    return text;
}

std::string tags_as_masks(std::string_view text) {
    std::string masked;
    while (!text.empty()) {
        const auto tag = read_tag(text);
        if (tag) {
            masked += mask_of(tag->first);
            text = tag->second;
        } else {
            masked += text.front();
            text.remove_prefix(1);
        }
    }
    return masked;
}

}  // namespace glossd::text
