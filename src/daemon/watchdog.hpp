// Watchdog: tells the service manager that we are alive, but only for work that really went
// round: the timer fired on the loop and the store committed a transaction. Loop thread only.
#pragma once

#include "runtime/loop.hpp"
#include "store/database.hpp"

namespace glossd::daemon {

class Watchdog {
  public:
    // Both outlive it; the loop runs no more once it is gone.
    Watchdog(runtime::Loop& loop, store::Database& database);

    void start();  // does nothing when nobody watches

  private:
    void ask();

    store::Database& database_;
    runtime::Timer timer_;
    model::Duration interval_{};
    bool asked_ = false;
};

}  // namespace glossd::daemon
