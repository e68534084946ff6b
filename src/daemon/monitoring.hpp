// Monitoring: reads the instruments every ten seconds, records a sample every minute, watches the
// thresholds and measures the loop's delay. Loop thread only. What one would get wrong: it decides
// nothing; a daemon whose monitor fails goes on publishing.
#pragma once

#include "api/status_json.hpp"
#include "config/config.hpp"
#include "daemon/notifier.hpp"
#include "monitor/alerts.hpp"
#include "monitor/metrics.hpp"
#include "monitor/sample.hpp"
#include "runtime/loop.hpp"

#include <deque>
#include <functional>
#include <vector>

namespace glossd::daemon {

// What is watched besides the metrics.
struct Watched {
    std::vector<api::LaneStatus> lanes;
    std::vector<monitor::Alerts::LaneState> lane_states;
    std::vector<monitor::Alerts::TargetState> target_states;
};

class Monitoring {
  public:
    // `collect` brings the metrics up to date that nobody counts as they happen.
    // `planned`: a target has a notice to send.
    Monitoring(Workbench& bench, const config::Config& config,
               std::function<Watched(monitor::Metrics&)> collect, std::function<void()> planned);

    void start();
    void stop();  // records what came since the last sample

    bool running() const { return running_; }
    model::WallTime started() const { return started_; }

    // All values now, since the start.
    monitor::Reading now();
    // What the last minute added; since the start when that was later.
    monitor::Sample last_minute();
    std::vector<api::LaneStatus> lanes();
    std::vector<monitor::Alert> alerts() const { return alerts_.active(); }

  private:
    struct Mark {
        model::Instant at;
        monitor::Reading reading;
    };

    Watched collect();
    void tick();
    void probe();
    void watch(const Watched& watched);
    void send_digest();
    void record(const Mark& mark);

    Workbench& bench_;
    const config::Config& config_;
    monitor::Metrics& metrics_;
    std::function<Watched(monitor::Metrics&)> collect_;
    monitor::Alerts alerts_;
    Notifier notifier_;
    runtime::Timer ticker_;
    runtime::Timer prober_;
    model::Instant probe_due_;
    std::deque<Mark> marks_;  // the last minute, oldest first
    Mark recorded_;           // where the last sample ended
    model::WallTime started_;
    bool running_ = false;
};

}  // namespace glossd::daemon
