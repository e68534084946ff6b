// How long a service asks us to wait, in every form seen in the wild. A moment in time (HTTP-date,
// RFC 3339, epoch) counts from the reply's own Date header: both come from one clock, so a wrong
// clock here does no harm; without a Date header it says nothing.
#pragma once

#include "model/exchange.hpp"

#include <optional>
#include <string_view>

namespace glossd::engines {

// retry-after-ms, then Retry-After (seconds, also fractional, or HTTP-date), then the latest of
// the rate-limit reset headers whose remaining count is used up. Clamped to [0, 24 h]; nothing
// when the service does not say.
std::optional<model::Duration> server_delay(const model::HttpReply& reply);

// One reset value: Go durations ("6m0s", "547ms"), seconds, epoch seconds or milliseconds, RFC
// 3339, HTTP-date. Not clamped; `date` is the reply's moment, if it told.
std::optional<model::Duration> parse_reset(std::string_view value,
                                           std::optional<model::WallTime> date);

}  // namespace glossd::engines
