// One code point at a time through UTF-8. Pure; any thread. Never throws and never reads past the
// end: a byte that begins no code point is handed out alone, as invalid.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glossd::text {

struct CodePoint {
    char32_t value = 0;
    std::size_t size = 1;  // in bytes
    bool valid = false;
};

CodePoint decode_long_utf8(std::string_view bytes, std::size_t at);  // of two bytes or more

// The code point at `at`, which must be inside `bytes`.
inline CodePoint decode_utf8(std::string_view bytes, std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    if (first < 0x80) return {first, 1, true};
    return decode_long_utf8(bytes, at);
}

// Surrogates and values past U+10FFFF are written as U+FFFD.
void append_utf8(std::string& out, char32_t value);

}  // namespace glossd::text
