// Conversion to UTF-8 through the C library's iconv. Pure; any thread. Only encodings of a fixed
// table are ever opened: a name out of a document must not choose which module gets loaded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glossd::sources::feed {

// iconv's name for a label as documents write it ("latin1", "x-sjis"), after the WHATWG
// Encoding Standard: latin1 means windows-1252, gb2312 means GB18030. Empty when unknown.
std::string_view encoding_named(std::string_view label);

struct Converted {
    std::string text;        // UTF-8
    std::size_t faults = 0;  // each stands as U+FFFD
};

// `encoding` is one that encoding_named gives, or UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE.
Converted convert(std::string_view bytes, std::string_view encoding);

}  // namespace glossd::sources::feed
