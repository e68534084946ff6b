// Status and cache as JSON: what the ledger says, and what a running daemon knows besides; one form
// for the HTTP routes and for `glossd status` and `glossd cache`.
#pragma once

#include "config/config.hpp"
#include "monitor/alerts.hpp"
#include "store/tables.hpp"

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

struct LaneStatus {
    std::string name;  // "engine:llm"
    int in_flight = 0;
    std::size_t waiting = 0;
    bool parked = false;
    std::optional<model::WallTime> parked_until;  // nothing: until the operator acts
    std::string reason;                           // of being parked
    int limit = 0;        // calls that may be in flight at once now; 0: not known
    std::string breaker;  // "closed", "open", "half open"; empty: not known
};

// Of a running daemon.
struct Live {
    std::string version;
    model::WallTime started;
    bool ready = false;
    std::vector<LaneStatus> lanes;
    std::vector<monitor::Alert> alerts;
};

// Without `live` lanes are those that were parked when the daemon ended.
nlohmann::ordered_json status_json(const config::Config& config, const store::Tables& tables,
                                   const std::optional<Live>& live, model::WallTime now);

nlohmann::ordered_json cache_json(const config::Config& config, const store::Tables& tables,
                                  model::WallTime now);
nlohmann::ordered_json to_json(const store::MemoryEntry& entry);
nlohmann::ordered_json to_json(const store::PostRow& row);

}  // namespace glossd::api
