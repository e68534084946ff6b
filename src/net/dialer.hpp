// Dialer: opens connections: name, guard, TCP, proxy tunnel, TLS. The address that was checked
// is the address that is connected to; TLS still asks for the name. Any thread.
#pragma once

#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/proxy.hpp"
#include "net/resolver.hpp"
#include "net/tls.hpp"

#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace glossd::net {

struct Route {
    std::string scheme;
    std::string host;
    std::uint16_t port = 0;
    std::optional<Proxy> proxy;
    bool guarded = false;  // only public addresses may be reached

    // Equal keys may share connections. What was opened unguarded never serves guarded requests.
    std::string key() const;

    std::string authority() const;  // "host:port", IPv6 in brackets
    std::string peer() const;       // whom a socket is opened to: the host or the proxy
};

class Dialer {
  public:
    Dialer(Resolver& resolver, const TlsContext& tls) : resolver_(resolver), tls_(tls) {}

    tl::expected<Connection, Failure> open(const Route& route, const Waiter& waiter);

  private:
    model::Result<Addresses> addresses(const Route& route, const Waiter& waiter);

    Resolver& resolver_;
    const TlsContext& tls_;
};

}  // namespace glossd::net
