// Character references of HTML: &eacute; &#233; &#xE9; as the characters they mean. Pure; any
// thread. A name needs its semicolon: "?a=1&copy=2" is an address and must stay one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glossd::text {

// The character of "eacute"; nothing for a name that HTML 4 does not know.
std::optional<char32_t> named_entity(std::string_view name);

// What is no reference stays as it is. References to NUL, surrogates and beyond Unicode become
// U+FFFD, &#128; to &#159; what windows-1252 means by them (HTML standard, section 13.2.5.80).
std::string decode_entities(std::string_view text);

// The other way, for element content and quoted attributes: & < > " as references.
void append_escaped(std::string& out, std::string_view text);

}  // namespace glossd::text
