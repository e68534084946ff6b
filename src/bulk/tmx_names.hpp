// What glossd calls its own properties in TMX, where everybody's begin with "x-".
#pragma once

namespace glossd::bulk::tmx {

inline constexpr const char* style = "x-glossd-style";
inline constexpr const char* engine = "x-glossd-engine";
inline constexpr const char* limit = "x-glossd-limit";

}  // namespace glossd::bulk::tmx
