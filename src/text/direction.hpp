// Controls of writing direction (UAX #9): what overrides, embeds or isolates. Pure; any thread. One
// left open turns round everything behind it in its paragraph, also what others wrote there.
#pragma once

#include <string>
#include <string_view>

namespace glossd::text {

// U+202A to U+202E and U+2066 to U+2069. The marks U+200E, U+200F and U+061C change nothing but
// themselves and are none.
constexpr bool is_direction_control(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Without overrides and embeddings, and without isolates unless each is closed in its paragraph.
std::string without_loose_directions(std::string_view text);

// What must stand behind a text so that nothing it opens stays open; mostly empty.
std::string direction_closers(std::string_view text);

}  // namespace glossd::text
