// Durations ("90s", "1h30m", "300ms") and sizes ("64MiB", "10MB") as people write them. Pure.
// A number without a unit is refused on purpose: "90" has meant seconds, minutes and bytes.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace glossd::config {

// Whole numbers with d, h, m, s or ms, largest unit first, each at most once. The error is what
// is wrong, to follow "not "90": ".
tl::expected<model::Duration, std::string> parse_duration(std::string_view text);

// Bytes: one whole number with B, kB, MB, GB, TB or KiB, MiB, GiB, TiB, in any case.
tl::expected<std::int64_t, std::string> parse_size(std::string_view text);

// The shortest form parse_duration reads: "1h30m".
std::string format_duration(model::Duration duration);

}  // namespace glossd::config
