// Punycode (RFC 3492), as far as anybody asks here: how long a label of a host name becomes.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace glossd::text {

// Code points of the label as DNS sees it: its own number when it is all ASCII, else that of its
// "xn--" form.
std::size_t ascii_label_size(std::u32string_view label);

}  // namespace glossd::text
