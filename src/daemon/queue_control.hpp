// QueueControl: the outbox as commands may handle it while the daemon runs. Called on the
// server's threads; the store answers on the loop and the caller waits for that. It knows the
// database, not the service: that one changes with a reload.
#pragma once

#include "api/control.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"

#include <functional>
#include <utility>

namespace glossd::daemon {

class QueueControl : public api::Control {
  public:
    // `freed`, on the loop: a delivery was set free by hand.
    QueueControl(runtime::Loop& loop, store::Database& database, std::function<void()> freed)
        : loop_(loop), database_(database), freed_(std::move(freed)) {}

    model::Result<model::Delivery> show(std::int64_t id) override;
    model::Result<void> retry(std::int64_t id) override;
    model::Result<void> drop(std::int64_t id) override;

  private:
    template <class T, class Work>
    model::Result<T> ask(Work work);

    runtime::Loop& loop_;
    store::Database& database_;
    std::function<void()> freed_;
};

}  // namespace glossd::daemon
