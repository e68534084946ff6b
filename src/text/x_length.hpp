// The weighted length of X (twitter-text v3): letters of most alphabets count one, all else two, a
// link 23, an emoji two. Pure; any thread. Of the NFC form, so the typed form does not matter.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

inline constexpr std::size_t x_limit = 280;
inline constexpr std::size_t x_url_length = 23;

std::size_t x_length(std::string_view text, std::size_t url_length = x_url_length);

// As if nothing in it were a link.
std::size_t x_length_without_links(std::string_view text);

// What the word joiners weigh that keep "@user" from being a mention and "@user.example.org" from
// being a link: one behind the sign, one behind each dot.
std::size_t x_defusing_length(std::string_view mention);

}  // namespace glossd::text
