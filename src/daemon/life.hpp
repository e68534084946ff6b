// Life: the daemon from its start to its end: signals, reloads, what the service manager hears.
// Loop thread only, but for ready(). A reload is a polite restart inside the process: the new
// service is made first, the old one drains, and the new one goes on from the ledger's rows.
#pragma once

#include "daemon/reload.hpp"
#include "daemon/watchdog.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace glossd::daemon {

class Life {
  public:
    // Signals count from here on.
    Life(runtime::Loop& loop, Ledger& ledger, std::unique_ptr<Generation> first);

    void run();  // until a signal ends it
    void reload();

    // What was changed by hand begins now.
    void changed_by_hand() { now_->service->wake(true); }

    // The one at work now; the next reload replaces it.
    Service& service() { return *now_->service; }
    // Any thread: it has begun, and does not end.
    bool ready() const { return ready_; }

  private:
    enum class Phase { running, reloading, stopping };

    void begin();
    void drain(model::Duration time);
    void swap();
    void stop();
    void idle();
    void tell_status();
    std::string status() const;

    runtime::Loop& loop_;
    Ledger& ledger_;
    std::unique_ptr<Generation> now_;
    std::unique_ptr<Generation> next_;  // made and not yet begun
    Watchdog watchdog_;
    runtime::Timer drain_timer_;
    runtime::Timer status_timer_;
    Phase phase_ = Phase::running;
    std::atomic<bool> ready_{false};
    bool again_ = false;               // another SIGHUP came while a reload was under way
    pipeline::DeliveryCounts before_;  // of the services before this one
    std::string told_;                 // the status that was told last
};

}  // namespace glossd::daemon
