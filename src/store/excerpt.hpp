// Excerpt: how a text starts, as lists show it: at most 120 bytes, never a broken character.
// Pure.
#pragma once

#include <string>

namespace glossd::store {

inline std::string excerpt(const std::string& text) {
    constexpr std::size_t most = 120;
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace glossd::store
