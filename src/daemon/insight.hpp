// LiveInsight: what a running daemon shows. Called on the server's threads: what lives on the loop
// is asked for there and copied, what is in the ledger is read through connections of its own.
#pragma once

#include "api/insight.hpp"
#include "daemon/service.hpp"
#include "runtime/loop.hpp"

#include <atomic>

namespace glossd::daemon {

class LiveInsight : public api::Insight {
  public:
    LiveInsight(runtime::Loop& loop, Service& service) : loop_(loop), service_(service) {}

    // Loop thread: it has begun, or is about to stop.
    void set_ready(bool ready) { ready_ = ready; }

    bool alive() override;
    bool ready() override { return ready_ && alive(); }

    model::Result<std::string> metrics() override;
    model::Result<nlohmann::ordered_json> status() override;
    model::Result<nlohmann::ordered_json> performance() override;
    model::Result<nlohmann::ordered_json> cache() override;
    model::Result<std::vector<store::PostRow>> posts(const std::optional<std::string>& source,
                                                     std::int64_t after, int limit) override;
    model::Result<std::vector<store::DeliveryRow>> deliveries(const store::DeliveryFilter& filter,
                                                              std::int64_t after,
                                                              int limit) override;
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
    Service& service_;
    std::atomic<bool> ready_{false};
};

}  // namespace glossd::daemon
