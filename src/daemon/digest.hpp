// Digest: what the last 24 hours came to, in a few lines for a person, and when to send it.
#pragma once

#include "config/config.hpp"
#include "model/time.hpp"
#include "store/tables.hpp"

#include <string>

namespace glossd::daemon {

// A moment as the server's own clock on the wall shows it.
struct LocalTime {
    std::string day;    // "2026-11-27"
    std::string clock;  // "08:00"
};
LocalTime local_time(model::WallTime now);

// True once a day from `clock` ("HH:MM") on; the ledger remembers the day, so that a restart sends
// nothing again. The first day counts only from before `clock`: nobody asked for half a day.
bool take_digest(store::Tables& tables, const std::string& clock, const LocalTime& now);

std::string digest_text(const store::Tables& tables, const config::Config& config,
                        model::WallTime now);

}  // namespace glossd::daemon
