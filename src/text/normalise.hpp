// One form for equal texts. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace glossd::text {

// Valid UTF-8 without control characters other than \n and \t (so without mask bytes), without
// U+FFFE/U+FFFF; invalid bytes become U+FFFD, \r\n and \r become \n.
std::string clean_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

std::string nfc(std::string_view text);  // of valid UTF-8

// Runs of Unicode white space become one space, ends trimmed.
std::string fold_space(std::string_view text);

// Full Unicode case folding (utf8proc), for comparing words.
std::string fold_case(std::string_view text);

// Letters (Unicode category L) outside spans.
std::size_t letters_outside_spans(std::string_view text);

}  // namespace glossd::text
