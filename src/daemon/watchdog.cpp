#include "daemon/watchdog.hpp"

#include "runtime/service_manager.hpp"

namespace glossd::daemon {

namespace {

// Of the time that silence may last: one slow commit is no reason to be killed.
constexpr int rounds = 3;

}  // namespace

Watchdog::Watchdog(runtime::Loop& loop, store::Database& database)
    : database_(database), timer_(loop, [this] { ask(); }) {}

void Watchdog::start() {
    const auto time = runtime::watchdog_time();
    if (!time) return;
    interval_ = *time / rounds;
    ask();
}

// The work itself is nothing: it is the transaction around it that takes SQLite's write lock. A
// store that refuses (locked by another process, disk gone) is no better than one that hangs.
void Watchdog::ask() {
    timer_.start(interval_);
    if (asked_) return;
    asked_ = true;
    database_.submit([](store::Tables& tables) { return tables.meta.instance_id(); },
                     [this](const model::Result<std::string>& answer) {
                         asked_ = false;
                         if (answer) runtime::notify_alive();
                     });
}

}  // namespace glossd::daemon
