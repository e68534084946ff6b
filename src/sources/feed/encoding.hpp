// Bytes of unknown encoding to UTF-8. Pure; any thread. What a document declares is a hint, not
// the truth: bytes that are valid UTF-8 are read as UTF-8, whatever the headers say.
#pragma once

#include <string>
#include <string_view>

namespace glossd::sources::feed {

struct Decoded {
    std::string text;      // clean UTF-8 (text::clean_utf8), without a byte order mark
    std::string encoding;  // the one used, as iconv names it: "UTF-8", "WINDOWS-1252"
    bool damaged = false;  // some bytes fitted no character and became U+FFFD

    bool operator==(const Decoded&) const = default;
};

// `charset` is the parameter of the Content-Type header, or empty. In this order: byte order
// mark; the shape of UTF-16 and UTF-32; valid UTF-8; what the header and the XML declaration
// name, the first that fits without a fault; damaged UTF-8; windows-1252.
Decoded decode(std::string_view bytes, std::string_view charset = {});

// "koi8-r" of `text/xml; charset="koi8-r"`, or empty.
std::string charset_of(std::string_view content_type);

}  // namespace glossd::sources::feed
