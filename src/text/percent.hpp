// Percent-encoding as RFC 3986 means it: all but A-Z a-z 0-9 - . _ ~ as %XX, upper case. Pure; any
// thread. Also what OAuth 1.0a signs (RFC 5849 section 3.6), so a space is %20, never '+'.
#pragma once

#include <string>
#include <string_view>

namespace glossd::text {

std::string percent_encode(std::string_view text);

}  // namespace glossd::text
