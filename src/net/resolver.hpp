// Resolver: names to addresses, with a cache. getaddrinfo knows no deadline, so each look-up
// runs on a thread of its own that may outlive the caller and even the Resolver; the caller waits
// only as long as its Waiter allows. Equal names asked at the same time share one look-up.
// Any thread.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"
#include "net/ip_address.hpp"
#include "net/waiter.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace glossd::net {

using Addresses = std::vector<IpAddress>;

// getaddrinfo; blocks for as long as the system's resolver likes.
model::Result<Addresses> system_lookup(const std::string& host);

class Resolver {
  public:
    using Lookup = std::function<model::Result<Addresses>(const std::string& host)>;

    // Good answers live for `ttl`, bad ones for ten seconds at most.
    explicit Resolver(model::Duration ttl, Lookup lookup = system_lookup);
    ~Resolver();

    // Never empty when ok. Address literals in any form come back as they are, without a look-up.
    model::Result<Addresses> resolve(const std::string& host, const Waiter& waiter);

    // The address that answered goes first next time, so that a broken IPv6 is paid for once.
    void prefer(const std::string& host, const IpAddress& address);

    struct State;  // shared with look-ups that are still running

  private:
    std::shared_ptr<State> state_;
};

}  // namespace glossd::net
