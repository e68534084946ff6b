// Insight: what the outside may see of a running daemon, and the upkeep of its cache. Called on the
// server's threads; the implementation crosses over to the loop for what lives there, and reads
// the ledger through connections of its own.
#pragma once

#include "api/import_json.hpp"
#include "model/result.hpp"
#include "store/records.hpp"
#include "store/vacuum.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

class Insight {
  public:
    virtual ~Insight() = default;

    // Do the loop and the store answer?
    virtual bool alive() = 0;
    // Has it taken over the ledger, and is it not about to stop?
    virtual bool ready() = 0;

    virtual model::Result<std::string> metrics() = 0;  // Prometheus text
    virtual model::Result<nlohmann::ordered_json> status() = 0;
    virtual model::Result<nlohmann::ordered_json> performance() = 0;
    virtual model::Result<nlohmann::ordered_json> cache() = 0;

    virtual model::Result<std::vector<store::PostRow>> posts(
        const std::optional<std::string>& source, std::int64_t after, int limit) = 0;
    virtual model::Result<std::vector<store::DeliveryRow>> deliveries(
        const store::DeliveryFilter& filter, std::int64_t after, int limit) = 0;

    // Rows that were admitted; what the memory may hold it goes on holding.
    virtual model::Result<ImportCounts> import_cache(
        const std::vector<store::Remembered>& rows) = 0;
    // Returns how many went.
    virtual model::Result<std::int64_t> purge_cache(const store::MemoryFilter& filter) = 0;
    virtual model::Result<store::Vacuumed> vacuum() = 0;
};

}  // namespace glossd::api
