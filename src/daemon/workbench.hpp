// Workbench: what every kind of work stands on: workers, transports and the engines with their
// lanes, beside a database that outlives it. Service adds sources and targets; preview needs no
// more than this. Loop thread only; built in order, unwinds in reverse.
#pragma once

#include "config/config.hpp"
#include "engines/apertium/pipelines.hpp"
#include "flow/lane_driver.hpp"
#include "monitor/meters.hpp"
#include "net/cancel.hpp"
#include "net/http_client.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/authorizing_exchange.hpp"
#include "pipeline/translator.hpp"
#include "pipeline/worker_exchange.hpp"
#include "runtime/loop.hpp"
#include "runtime/worker_pool.hpp"
#include "store/database.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace glossd::daemon {

class Workbench {
  public:
    // Makes the engines; errors are for the operator. `measured`: with meters in lanes and
    // translator; what they cost can be measured without.
    static model::Result<std::unique_ptr<Workbench>> make(const config::Config& config,
                                                          runtime::Loop& loop,
                                                          store::Database& database,
                                                          bool measured = true);
    ~Workbench();

    // A lane for this name; its parked times are kept in the ledger over restarts.
    std::unique_ptr<flow::LaneDriver> make_lane(const std::string& name,
                                                const config::LimitSettings& limits);
    // One for a host that content names: there is no end of them, so neither meter nor ledger
    // knows it. One call at a time.
    std::unique_ptr<flow::LaneDriver> make_passing_lane(const std::string& name);

    // Parks those of `lanes` and the engines' that were parked when glossd last ended.
    void restore_parks(const std::vector<store::LaneRow>& rows,
                       const std::vector<flow::LaneDriver*>& lanes);

    // Called on the loop whenever the last thing under way has ended.
    void on_idle(std::function<void()> handler) { on_idle_ = std::move(handler); }

    void cancel() { cancel_.cancel(); }  // ends exchanges in flight now; no new one succeeds
    void end_exchanges();                // as cancel(), and waits until no worker is left
    bool cancelled() const { return cancel_.cancelled(); }  // any thread
    void stop_idle_engines();

    // A blocking job for a worker; the lane that lets it start bounds how many there are.
    void off_loop(std::function<void()> job) { workers_.submit(std::move(job)); }

    runtime::Loop& loop() { return loop_; }
    monitor::Metrics& metrics() { return metrics_; }
    // Null when not measured.
    monitor::DeliveryMeter* delivery_meter() {
        return delivery_meter_ ? &*delivery_meter_ : nullptr;
    }
    net::HttpStats http_stats() const { return http_.stats(); }
    pipeline::Activity& activity() { return activity_; }
    store::Database& database() { return database_; }
    pipeline::Exchange& exchange() { return authorized_; }
    pipeline::Translator& translator() { return *translator_; }
    const std::vector<pipeline::EngineSlot>& engines() const { return engines_; }

  private:
    Workbench(const config::Config& config, runtime::Loop& loop, store::Database& database,
              bool measured);
    model::Result<void> make_engines();
    flow::LaneDriver::SetAside in_ledger(const std::string& name);
    void used_up(const std::string& name, const flow::Park& park);
    void remember_park(const std::string& name, const std::optional<flow::Park>& park);

    const config::Config& config_;
    runtime::Loop& loop_;
    store::Database& database_;
    std::function<void()> on_idle_;
    monitor::Metrics metrics_;
    bool measured_;
    std::optional<monitor::TranslationMeter> translation_meter_;
    std::optional<monitor::DeliveryMeter> delivery_meter_;
    pipeline::Activity activity_;
    net::CancelFlag cancel_;
    net::HttpClient http_;
    engines::apertium::Pipelines pipelines_;
    runtime::WorkerPool workers_;
    std::size_t worker_limit_ = 0;  // the sum of the lanes' concurrency
    int passing_lanes_ = 0;         // made so far
    pipeline::WorkerExchange exchange_;
    pipeline::AuthorizingExchange authorized_;
    std::vector<pipeline::EngineSlot> engines_;
    std::unique_ptr<pipeline::Translator> translator_;
};

}  // namespace glossd::daemon
