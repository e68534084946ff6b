// Dates as services write them. Pure; any thread.
#pragma once

#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace glossd::text {

std::string to_rfc3339(model::WallTime time);  // "2026-08-01T12:00:00Z"; milliseconds only if any
std::string to_rfc822(model::WallTime time);   // "Sat, 01 Aug 2026 12:00:00 GMT"

// RFC 3339 and W3CDTF with missing parts, RFC 822/1123 with names or offsets, without weekday,
// without seconds, two-digit years (< 70 is 20xx), asctime. Nothing when it cannot be read.
std::optional<model::WallTime> parse_date(std::string_view text);

}  // namespace glossd::text
