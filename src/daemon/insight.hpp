// LiveInsight: what a running daemon shows. Called on the server's threads: what lives on the loop
// is asked for there and copied, what is in the ledger is read through connections of its own.
#pragma once

#include "api/insight.hpp"
#include "daemon/life.hpp"
#include "runtime/loop.hpp"

namespace glossd::daemon {

class LiveInsight : public api::Insight {
  public:
    LiveInsight(runtime::Loop& loop, store::Database& database, Life& life)
        : loop_(loop), database_(database), life_(life) {}

    bool alive() override;
    bool ready() override { return life_.ready() && alive(); }

    model::Result<std::string> metrics() override;
    model::Result<nlohmann::ordered_json> status() override;
    model::Result<nlohmann::ordered_json> performance() override;
    model::Result<nlohmann::ordered_json> cache() override;
    model::Result<std::vector<store::PostRow>> posts(const std::optional<std::string>& source,
                                                     std::int64_t after, int limit) override;
    model::Result<std::vector<store::DeliveryRow>> deliveries(const store::DeliveryFilter& filter,
                                                              std::int64_t after,
                                                              int limit) override;
    model::Result<api::ImportCounts> import_cache(
        const std::vector<store::Remembered>& rows) override;
    model::Result<std::int64_t> purge_cache(const store::MemoryFilter& filter) override;
    model::Result<store::Vacuumed> vacuum() override;

  private:
    // What `look` gives on the loop; an error when the loop does not turn in time.
    template <class Look>
    auto on_loop(Look look) -> model::Result<decltype(look())>;
    template <class Work>
    auto read(Work work) -> store::WorkResult<Work, const store::Tables&>;
    model::Result<config::Config> config();  // a copy of what is in force

    runtime::Loop& loop_;
    store::Database& database_;
    Life& life_;  // its service is the loop's: a reload replaces it
};

}  // namespace glossd::daemon
