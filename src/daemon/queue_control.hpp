// QueueControl: the outbox as commands may handle it while the daemon runs. Called on the
// server's threads; the store answers on the loop and the caller waits for that.
#pragma once

#include "api/control.hpp"
#include "daemon/service.hpp"
#include "runtime/loop.hpp"

namespace glossd::daemon {

class QueueControl : public api::Control {
  public:
    QueueControl(runtime::Loop& loop, Service& service) : loop_(loop), service_(service) {}

    model::Result<model::Delivery> show(std::int64_t id) override;
    model::Result<void> retry(std::int64_t id) override;
    model::Result<void> drop(std::int64_t id) override;

  private:
    template <class T, class Work>
    model::Result<T> ask(Work work);

    runtime::Loop& loop_;
    Service& service_;
};

}  // namespace glossd::daemon
