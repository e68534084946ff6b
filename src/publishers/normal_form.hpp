// One form for a text as it was sent and as a service shows it. Pure; any thread. Made for reading
// back: what services do to a text on the way must not hide that it is there.
#pragma once

#include <string>
#include <string_view>

namespace glossd::publishers {

// NFC, without white space and invisible joiners, links without scheme and trailing slash,
// "@user@host" as "@user".
std::string normal_form(std::string_view text);

}  // namespace glossd::publishers
