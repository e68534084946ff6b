#include "net/waiter.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include <poll.h>

namespace glossd::net {

namespace {

using std::chrono::steady_clock;

// Only matters when the flag has no descriptor to wake us.
constexpr model::Duration kSlice{50};
constexpr model::Duration kLongest = std::chrono::hours(1);

}  // namespace

bool transient(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

model::Result<void> Waiter::check() const {
    if (cancel_->cancelled()) return model::fail(model::ErrorKind::cancelled, "");
    if (steady_clock::now() >= deadline_) return model::fail(model::ErrorKind::timeout, "");
    return {};
}

model::Result<void> Waiter::wait(int fd, short events) const {
    while (true) {
        if (const auto patience = check(); !patience) return patience;
        const auto longest = cancel_->fd() < 0 ? kSlice : kLongest;
        const auto slice = std::min(remaining() + model::Duration{1}, longest);
        std::array<pollfd, 2> watched{{{fd, events, 0}, {cancel_->fd(), POLLIN, 0}}};
        const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(slice.count()));
        if (ready < 0 && errno != EINTR)
            return model::fail(model::ErrorKind::network, "the system could not wait for a socket");
        if (ready > 0 && watched[0].revents != 0 && !cancel_->cancelled()) return {};
    }
}

model::Duration Waiter::remaining() const {
    const auto left = deadline_ - steady_clock::now();
    return std::max(model::Duration{0}, std::chrono::duration_cast<model::Duration>(left));
}

Waiter Waiter::within(model::Duration patience) const {
    return {std::min(deadline_, steady_clock::now() + patience), *cancel_};
}

}  // namespace glossd::net
