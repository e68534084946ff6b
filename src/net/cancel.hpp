// CancelFlag: ends every exchange that was given it, at once. One flag may serve many exchanges;
// once set it stays set. Any thread; must outlive the exchanges that hold it.
#pragma once

#include "net/unique_fd.hpp"

#include <atomic>

namespace glossd::net {

class CancelFlag {
  public:
    CancelFlag();
    CancelFlag(const CancelFlag&) = delete;
    CancelFlag& operator=(const CancelFlag&) = delete;

    void cancel();  // never blocks
    bool cancelled() const { return cancelled_.load(std::memory_order_acquire); }

    // Becomes readable with cancel() and stays so; -1 when the system had no descriptor left,
    // then waiters look at cancelled() from time to time.
    int fd() const { return event_.get(); }

  private:
    std::atomic<bool> cancelled_{false};
    UniqueFd event_;
};

}  // namespace glossd::net
