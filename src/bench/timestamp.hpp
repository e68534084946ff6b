// ISO 8601 in UTC with a fixed number of decimals, as Mastodon writes times: created_at with three,
// X-RateLimit-Reset with six. Pure; any thread.
#pragma once

#include "model/time.hpp"

#include <string>

namespace glossd::bench {

std::string iso_timestamp(model::WallTime time, int decimals);  // "2026-08-01T12:00:00.000Z"

}  // namespace glossd::bench
