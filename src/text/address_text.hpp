// Whether the words of a link are its own address, as services shorten it. Pure; any thread.
// "example.org" is the address of https://example.org/a; it is none of example.org.evil.net.
#pragma once

#include <string_view>

namespace glossd::text {

// `address` absolute; `visible` with or without scheme, "www.", trailing slash, cut at the end, or
// with "…" or "..." in place of what is left out. Case and percent-encoding do not matter.
bool shows_address(std::string_view visible, std::string_view address);

}  // namespace glossd::text
