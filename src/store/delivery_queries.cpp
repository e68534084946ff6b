#include "store/delivery_queries.hpp"

#include "store/codec.hpp"
#include "store/excerpt.hpp"

#include <algorithm>
#include <iterator>

namespace glossd::store {

using model::Delivery;
using model::DeliveryState;

namespace {

// In the order read() takes them.
constexpr const char* columns =
    "SELECT id, post_id, source, target, state, reason, attempts, version, next_try, "
    "next_try_set, segments FROM deliveries ";

DeliveryState state_of(const std::string& name) {
    return model::delivery_state(name).value_or(DeliveryState::held);
}

}  // namespace

DeliveryQueries::DeliveryQueries(Connection& connection, const Parts& parts)
    : connection_(connection),
      parts_(parts),
      get_(connection, std::string(columns) + "WHERE id = ?1"),
      // A delay that was set by a clock ahead of ours is over: nobody knows how long it still is.
      pending_(connection, std::string(columns) + "WHERE target = ?1 AND id > ?2 AND " +
                               is_pending +
                               " AND (state <> 'planned' OR next_try IS NULL OR next_try <= ?4 OR "
                               "next_try_set > ?4) ORDER BY id LIMIT ?3"),
      next_delay_over_(connection,
                       "SELECT min(next_try) FROM deliveries WHERE target = ?1 AND "
                       "state = 'planned' AND next_try IS NOT NULL AND next_try > ?2 AND "
                       "next_try_set <= ?2"),
      delayed_(connection, std::string(columns) +
                               "WHERE source = ?1 AND state = 'planned' AND next_try IS NOT NULL "
                               "AND next_try > ?2 ORDER BY id"),
      of_post_(connection, std::string(columns) + "WHERE post_id = ?1 ORDER BY id"),
      next_due_(connection, std::string("SELECT min(max(?2, CASE WHEN next_try IS NULL THEN ?2 "
                                        "WHEN next_try_set > ?2 THEN ?2 + next_try - next_try_set "
                                        "ELSE next_try END)) FROM deliveries "
                                        "WHERE target = ?1 AND state <> 'sending' AND ") +
                                is_pending),
      unfinished_(connection,
                  std::string("SELECT count(*), coalesce(sum(reason <> ''), 0) FROM deliveries "
                              "WHERE ") +
                      is_pending),
      counts_(connection,
              std::string("SELECT target, state, n FROM finished_counts UNION ALL "
                          "SELECT target, 'held', count(*) FROM deliveries WHERE state = 'held' "
                          "GROUP BY target UNION ALL "
                          "SELECT target, state, count(*) FROM deliveries WHERE ") +
                  is_pending + " GROUP BY target, state ORDER BY target, state"),
      history_(connection, "SELECT history FROM deliveries WHERE id = ?1"),
      unfinished_of_post_(connection,
                          "SELECT 1 FROM deliveries WHERE post_id = ?1 AND state <> 'published' "
                          "AND state <> 'dropped' LIMIT 1"),
      window_(connection,
              "SELECT d.id, p.key, p.payload, d.published FROM deliveries d JOIN parts p "
              "ON p.delivery_id = d.id AND p.number = 0 WHERE d.target = ?1 AND "
              "d.state = 'published' AND NOT EXISTS (SELECT 1 FROM retractions "
              "WHERE delivery_id = d.id) ORDER BY d.published DESC, d.id DESC LIMIT ?2") {}

Delivery DeliveryQueries::read(const Rows& rows) const {
    Delivery delivery;
    delivery.id = rows.integer(0);
    delivery.post_id = rows.integer(1);
    delivery.source = rows.text(2);
    delivery.target = rows.text(3);
    delivery.state = state_of(rows.text(4));
    delivery.reason = rows.text(5);
    delivery.attempts = rows.small(6);
    delivery.version = rows.small(7);
    delivery.next_try = rows.optional_time(8);
    if (!rows.null(10)) delivery.segments = decode_segments(rows.text(10));
    delivery.parts = parts_.of(delivery.id);
    return delivery;
}

std::optional<Delivery> DeliveryQueries::get(std::int64_t id) const {
    auto rows = get_.query(id);
    if (!rows.next()) return std::nullopt;
    return read(rows);
}

std::vector<Delivery> DeliveryQueries::pending(const std::string& target, std::int64_t after_id,
                                               int limit, model::WallTime now) const {
    std::vector<Delivery> found;
    auto rows = pending_.query(target, after_id, limit, now);
    while (rows.next()) {
        found.push_back(read(rows));
        if (rows.null(8)) continue;
        const Deadline deadline{rows.time(8), rows.time(9)};
        if (deadline.set_at > now) found.back().next_try = now + remaining(deadline, now);
    }
    return found;
}

std::optional<model::WallTime> DeliveryQueries::next_delay_over(const std::string& target,
                                                                model::WallTime now) const {
    auto rows = next_delay_over_.query(target, now);
    rows.next();
    return rows.optional_time(0);
}

std::vector<Delivery> DeliveryQueries::delayed(const std::string& source,
                                               model::WallTime now) const {
    std::vector<Delivery> found;
    auto rows = delayed_.query(source, now);
    while (rows.next()) found.push_back(read(rows));
    return found;
}

bool DeliveryQueries::all_delayed(std::int64_t post_id, model::WallTime now) const {
    const auto all = of_post(post_id);
    return !all.empty() && std::all_of(all.begin(), all.end(), [&](const auto& delivery) {
        return delivery.state == DeliveryState::planned && delivery.next_try &&
               *delivery.next_try > now;
    });
}

std::vector<Delivery> DeliveryQueries::of_post(std::int64_t post_id) const {
    std::vector<Delivery> found;
    auto rows = of_post_.query(post_id);
    while (rows.next()) found.push_back(read(rows));
    return found;
}

std::optional<model::WallTime> DeliveryQueries::next_due(const std::string& target,
                                                         model::WallTime now) const {
    auto rows = next_due_.query(target, now);
    rows.next();
    return rows.optional_time(0);
}

std::vector<DeliveryRow> DeliveryQueries::list(const DeliveryFilter& filter, std::int64_t after_id,
                                               int limit) const {
    std::string sql =
        "SELECT d.id, d.post_id, d.source, d.target, d.language, d.state, d.reason, d.attempts, "
        "d.next_try, d.created, d.updated, d.published, p.post, p.url, "
        "(SELECT remote_url FROM parts WHERE delivery_id = d.id AND number = 0) "
        "FROM deliveries d JOIN posts p ON p.id = d.post_id WHERE d.id > ?1 "
        "AND (?3 IS NULL OR d.target = ?3) AND (?4 IS NULL OR d.source = ?4)";
    if (filter.unfinished) sql += " AND d.state NOT IN ('published', 'dropped')";
    // As a literal: only then does SQLite see that a partial index serves.
    if (filter.state) sql += " AND d.state = '" + std::string(to_string(*filter.state)) + "'";
    const Statement statement(connection_, sql + " ORDER BY d.id LIMIT ?2");

    std::vector<DeliveryRow> found;
    auto rows = statement.query(after_id, limit, filter.target, filter.source);
    while (rows.next()) {
        const auto post = decode_post(rows.text(12));
        found.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4),
                         state_of(rows.text(5)), rows.text(6), rows.small(7), rows.optional_time(8),
                         rows.time(9), rows.time(10), rows.optional_time(11),
                         excerpt(post.title.empty() ? post.text : post.title), rows.text(13),
                         rows.text(14)});
    }
    return found;
}

Unfinished DeliveryQueries::unfinished() const {
    auto rows = unfinished_.query();
    rows.next();
    return {rows.integer(0), rows.integer(1)};
}

std::vector<Count> DeliveryQueries::counts() const {
    std::vector<Count> found;
    auto rows = counts_.query();
    while (rows.next()) found.push_back({rows.text(0), state_of(rows.text(1)), rows.integer(2)});
    return found;
}

std::vector<std::string> DeliveryQueries::targets_with_posts() const {
    std::vector<std::string> targets;  // counts() is by target
    for (const auto& count : counts()) {
        if (targets.empty() || targets.back() != count.target) targets.push_back(count.target);
    }
    return targets;
}

std::string DeliveryQueries::history(std::int64_t id) const {
    auto rows = history_.query(id);
    return rows.next() ? rows.text(0) : std::string();
}

bool DeliveryQueries::is_unfinished(std::int64_t post_id) const {
    return unfinished_of_post_.query(post_id).next();
}

std::vector<WindowRow> DeliveryQueries::window(const std::string& target, int n) const {
    std::vector<WindowRow> found;
    auto rows = window_.query(target, n);
    while (rows.next()) {
        found.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.time(3)});
    }
    return found;
}

std::vector<std::string> DeliveryQueries::remote_ids_taken(
    const std::string& target, const std::vector<std::string>& remote_ids) const {
    std::vector<std::string> taken;
    std::copy_if(remote_ids.begin(), remote_ids.end(), std::back_inserter(taken),
                 [&](const auto& remote_id) { return remote_id_taken(target, remote_id); });
    return taken;
}

}  // namespace glossd::store
