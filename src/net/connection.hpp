// Connection: one connected TCP socket, with TLS or without. Never blocks past its Waiter; every
// byte handed to the kernel is counted, because that decides whether a failed request may have
// been received. One job at a time.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"
#include "net/resolver.hpp"
#include "net/tls.hpp"
#include "net/unique_fd.hpp"
#include "net/waiter.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace glossd::net {

class Connection {
  public:
    // Tries the addresses in turn; a silent one may use up only its share of the time.
    static model::Result<Connection> open(const Addresses& addresses, std::uint16_t port,
                                          const Waiter& waiter);

    Connection(Connection&&) = default;
    Connection& operator=(Connection&&) = default;
    ~Connection();

    model::Result<void> start_tls(const TlsContext& context, const std::string& host,
                                  const Waiter& waiter);

    // A read would find something: who waits needs no room for it yet.
    model::Result<void> wait_to_read(const Waiter& waiter) const;
    model::Result<std::size_t> read(char* out, std::size_t size, const Waiter& waiter);  // 0: end
    model::Result<void> write(std::string_view data, const Waiter& waiter);  // all of it

    std::uint64_t sent() const { return tls_ ? plain_sent_ + tls_->sent() : plain_sent_; }
    const IpAddress& peer() const { return peer_; }

    // The other side has closed, or said something nobody asked for: not to be used again.
    bool stale() const;

    // How long the server promised to keep it open when idle (Keep-Alive: timeout=N).
    std::optional<model::Duration> idle_limit;

  private:
    Connection(UniqueFd fd, const IpAddress& peer) : fd_(std::move(fd)), peer_(peer) {}

    static model::Result<Connection> open_one(const IpAddress& address, std::uint16_t port,
                                              const Waiter& waiter);

    UniqueFd fd_;
    IpAddress peer_;
    std::uint64_t plain_sent_ = 0;
    std::optional<TlsSession> tls_;
};

}  // namespace glossd::net
