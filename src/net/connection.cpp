#include "net/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace glossd::net {

namespace {

using model::ErrorKind;

// A dead first address (a broken IPv6 route) must not eat the time of the good ones.
constexpr model::Duration kLongestShare = std::chrono::seconds(3);

tl::unexpected<model::Error> network_error(int error) {
    return model::fail(ErrorKind::network, std::strerror(error));
}

}  // namespace

model::Result<Connection> Connection::open(const Addresses& addresses, std::uint16_t port,
                                           const Waiter& waiter) {
    model::Error last{ErrorKind::network, "no address to connect to"};
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto left = addresses.size() - i;
        const auto share =
            left == 1 ? waiter.remaining()
                      : std::min(waiter.remaining() / static_cast<int>(left), kLongestShare);
        auto connection = open_one(addresses[i], port, waiter.within(share));
        if (connection) return connection;
        last = connection.error();
        if (!waiter.check()) break;
    }
    return tl::make_unexpected(std::move(last));
}

model::Result<Connection> Connection::open_one(const IpAddress& address, std::uint16_t port,
                                               const Waiter& waiter) {
    if (const auto patience = waiter.check(); !patience)
        return tl::make_unexpected(patience.error());
    sockaddr_storage storage{};
    const auto length = address.to_sockaddr(port, storage);
    UniqueFd fd(::socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) return network_error(errno);
    // Without it a kept-alive POST waits 40 ms for the other side's delayed ACK.
    const int yes = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);

    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&storage), length) != 0) {
        if (errno != EINPROGRESS) return network_error(errno);
        if (const auto ready = waiter.wait(fd.get(), POLLOUT); !ready)
            return tl::make_unexpected(ready.error());
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) return network_error(error);
    }
    return Connection(std::move(fd), address);
}

Connection::~Connection() {
    if (tls_ && fd_) tls_->close();
}

model::Result<void> Connection::start_tls(const TlsContext& context, const std::string& host,
                                          const Waiter& waiter) {
    auto session = TlsSession::connect(context, fd_.get(), host, waiter);
    if (!session) return tl::make_unexpected(session.error());
    tls_.emplace(std::move(*session));
    return {};
}

model::Result<void> Connection::wait_to_read(const Waiter& waiter) const {
    if (tls_ && tls_->has_unread()) return {};
    return waiter.wait(fd_.get(), POLLIN);
}

model::Result<std::size_t> Connection::read(char* out, std::size_t size, const Waiter& waiter) {
    if (tls_) return tls_->read(out, size, waiter);
    while (true) {
        const auto got = ::recv(fd_.get(), out, size, 0);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (!transient(errno)) return network_error(errno);
        if (const auto ready = waiter.wait(fd_.get(), POLLIN); !ready)
            return tl::make_unexpected(ready.error());
    }
}

model::Result<void> Connection::write(std::string_view data, const Waiter& waiter) {
    if (tls_) return tls_->write(data.data(), data.size(), waiter);
    while (!data.empty()) {
        if (const auto patience = waiter.check(); !patience) return patience;
        const auto put = ::send(fd_.get(), data.data(), data.size(), MSG_NOSIGNAL);
        if (put >= 0) {
            plain_sent_ += static_cast<std::uint64_t>(put);
            data.remove_prefix(static_cast<std::size_t>(put));
        } else if (!transient(errno)) {
            return network_error(errno);
        } else if (const auto ready = waiter.wait(fd_.get(), POLLOUT); !ready) {
            return ready;
        }
    }
    return {};
}

bool Connection::stale() const {
    if (tls_ && tls_->has_unread()) return true;
    char byte = 0;
    const auto got = ::recv(fd_.get(), &byte, 1, MSG_PEEK);
    return got >= 0 || !transient(errno);
}

}  // namespace glossd::net
