// ConnectionPool: idle connections waiting for their next request, the longest idle dropped
// first. A connection is in the pool or with one job, never both. Any thread.
#pragma once

#include "model/time.hpp"
#include "net/connection.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace glossd::net {

struct PoolLimits {
    std::size_t total = 100;
    std::size_t per_key = 30;
    model::Duration keep_alive = std::chrono::seconds(60);
};

class ConnectionPool {
  public:
    explicit ConnectionPool(PoolLimits limits) : limits_(limits) {}

    // The one used last that the other side has not closed meanwhile.
    std::optional<Connection> take(const std::string& key, model::Instant now);

    void give(std::string key, Connection connection, model::Instant now);

    std::size_t idle(model::Instant now);

  private:
    struct Idle {
        std::string key;
        Connection connection;
        model::Instant expires;
    };
    using List = std::list<Idle>;

    // With the mutex held; what is dropped is closed by the caller, after it let the mutex go.
    void expire(model::Instant now, List& dropped);

    const PoolLimits limits_;
    std::mutex mutex_;
    List idle_;  // used last first
};

}  // namespace glossd::net
