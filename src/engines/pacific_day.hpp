// The day of Google's daily quotas: it ends at midnight in California (ai.google.dev/gemini-api
// /docs/rate-limits). Pure; the moment is the service's own Date header, never our clock.
#pragma once

#include "model/exchange.hpp"
#include "model/time.hpp"

#include <optional>

namespace glossd::engines {

model::WallTime next_pacific_midnight(model::WallTime now);

// From the reply's Date to that midnight; nothing when the reply does not say when it was made.
std::optional<model::Duration> until_pacific_midnight(const model::HttpReply& reply);

}  // namespace glossd::engines
