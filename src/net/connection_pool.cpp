#include "net/connection_pool.hpp"

#include <algorithm>

namespace glossd::net {

namespace {

// A server that promises five seconds starts to count when it has sent, not when we have read.
constexpr model::Duration kSafety = std::chrono::seconds(1);

}  // namespace

std::optional<Connection> ConnectionPool::take(const std::string& key, model::Instant now) {
    List dropped;
    while (true) {
        List taken;
        {
            const std::lock_guard lock(mutex_);
            expire(now, dropped);
            const auto found = std::find_if(idle_.begin(), idle_.end(),
                                            [&](const Idle& idle) { return idle.key == key; });
            if (found == idle_.end()) return std::nullopt;
            taken.splice(taken.end(), idle_, found);
        }
        if (!taken.front().connection.stale()) return std::move(taken.front().connection);
    }
}

void ConnectionPool::give(std::string key, Connection connection, model::Instant now) {
    auto lifetime = limits_.keep_alive;
    if (connection.idle_limit) lifetime = std::min(lifetime, *connection.idle_limit - kSafety);
    if (lifetime <= model::Duration{0}) return;

    List given;
    given.push_back({std::move(key), std::move(connection), now + lifetime});
    List dropped;
    const std::lock_guard lock(mutex_);
    expire(now, dropped);
    idle_.splice(idle_.begin(), given);
    const auto same = [&](const Idle& idle) { return idle.key == idle_.front().key; };
    if (static_cast<std::size_t>(std::count_if(idle_.begin(), idle_.end(), same)) >
        limits_.per_key) {
        const auto oldest = std::find_if(idle_.rbegin(), idle_.rend(), same);
        dropped.splice(dropped.end(), idle_, std::prev(oldest.base()));
    }
    if (idle_.size() > limits_.total) dropped.splice(dropped.end(), idle_, std::prev(idle_.end()));
}

std::size_t ConnectionPool::idle(model::Instant now) {
    List dropped;
    const std::lock_guard lock(mutex_);
    expire(now, dropped);
    return idle_.size();
}

void ConnectionPool::expire(model::Instant now, List& dropped) {
    for (auto item = idle_.begin(); item != idle_.end();) {
        const auto current = item++;
        if (current->expires <= now) dropped.splice(dropped.end(), idle_, current);
    }
}

}  // namespace glossd::net
