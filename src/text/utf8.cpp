#include "text/utf8.hpp"

#include <array>

#include <utf8proc.h>

namespace glossd::text {

CodePoint decode_long_utf8(std::string_view bytes, std::size_t at) {
    utf8proc_int32_t value = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data() + at),
                                       static_cast<utf8proc_ssize_t>(bytes.size() - at), &value);
    if (size <= 0) return {};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(size), true};
}

void append_utf8(std::string& out, char32_t value) {
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(value), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

}  // namespace glossd::text
