// A sentence about a body that is no feed, for the operator: what it is and, where an HTML page
// says so, the address of its feed. Pure; any thread; never shows more of the body than a name.
#pragma once

#include <string>
#include <string_view>

namespace glossd::sources::feed {

// By its first bytes: "a PNG image", "a PDF document", ...; empty when it may be text.
std::string_view binary_kind(std::string_view bytes);

bool is_html(std::string_view text);

// "this is an HTML page; its feed is at https://example.org/feed.xml". `base` is its address.
std::string about_html(std::string_view html, const std::string& base);

}  // namespace glossd::sources::feed
