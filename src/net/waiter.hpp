// Waiter: the patience of one exchange: one absolute deadline and one cancel flag for connect,
// TLS, write and read together. Errors are of kind timeout or cancelled, without a message: who
// knows what was waited for says it. A value; the flag must outlive it.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"
#include "net/cancel.hpp"

namespace glossd::net {

// The errno of a call on a non-blocking socket that is worth repeating when the socket is ready.
bool transient(int error);

class Waiter {
  public:
    Waiter(model::Instant deadline, const CancelFlag& cancel)
        : deadline_(deadline), cancel_(&cancel) {}

    model::Result<void> check() const;

    // Until `fd` is ready for `events` (poll(2)) or has failed.
    model::Result<void> wait(int fd, short events) const;

    model::Duration remaining() const;  // never negative

    // The same flag, giving up after `patience` if that comes first.
    Waiter within(model::Duration patience) const;

  private:
    model::Instant deadline_;
    const CancelFlag* cancel_;
};

}  // namespace glossd::net
