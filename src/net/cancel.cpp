#include "net/cancel.hpp"

#include <sys/eventfd.h>

namespace glossd::net {

CancelFlag::CancelFlag() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void CancelFlag::cancel() {
    cancelled_.store(true, std::memory_order_release);
    if (event_) ::eventfd_write(event_.get(), 1);
}

}  // namespace glossd::net
