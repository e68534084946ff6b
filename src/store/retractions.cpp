#include "store/retractions.hpp"

namespace glossd::store {

Retractions::Retractions(Connection& connection)
    : ask_(connection,
           "INSERT INTO retractions (delivery_id, target, asked) SELECT id, target, ?2 "
           "FROM deliveries WHERE id = ?1 "
           "ON CONFLICT DO UPDATE SET asked = excluded.asked, done = NULL, reason = '' "
           "WHERE done IS NOT NULL AND reason <> ''"),
      open_(connection,
            "SELECT r.delivery_id, d.state FROM retractions r JOIN deliveries d "
            "ON d.id = r.delivery_id WHERE r.target = ?1 AND r.done IS NULL "
            "ORDER BY r.delivery_id LIMIT ?2"),
      parts_(connection,
             "SELECT number, key, remote_id FROM parts WHERE delivery_id = ?1 AND "
             "state = 'published' AND retracted IS NULL ORDER BY number DESC"),
      get_(connection, "SELECT done, reason FROM retractions WHERE delivery_id = ?1"),
      part_(connection, "UPDATE parts SET retracted = ?3 WHERE delivery_id = ?1 AND number = ?2"),
      reason_(connection, "UPDATE retractions SET reason = ?2 WHERE delivery_id = ?1"),
      done_(connection, "UPDATE retractions SET done = ?3, reason = ?2 WHERE delivery_id = ?1") {}

bool Retractions::ask(std::int64_t delivery_id, model::WallTime now) {
    return ask_.run(delivery_id, now) == 1;
}

std::vector<Retraction> Retractions::open(const std::string& target, int limit) const {
    std::vector<Retraction> found;
    auto rows = open_.query(target, limit);
    while (rows.next()) {
        Retraction retraction{
            rows.integer(0), model::delivery_state(rows.text(1)).value_or(Retraction{}.state), {}};
        auto parts = parts_.query(retraction.delivery_id);
        while (parts.next()) {
            retraction.left.push_back({parts.small(0), parts.text(1), parts.text(2)});
        }
        found.push_back(std::move(retraction));
    }
    return found;
}

std::optional<RetractionState> Retractions::get(std::int64_t delivery_id) const {
    auto rows = get_.query(delivery_id);
    if (!rows.next()) return std::nullopt;
    return RetractionState{!rows.null(0), rows.text(1)};
}

void Retractions::set_part_retracted(std::int64_t delivery_id, int number, model::WallTime now) {
    part_.run(delivery_id, number, now);
}

void Retractions::set_reason(std::int64_t delivery_id, const std::string& reason) {
    reason_.run(delivery_id, reason);
}

void Retractions::set_done(std::int64_t delivery_id, const std::string& reason,
                           model::WallTime now) {
    done_.run(delivery_id, reason, now);
}

}  // namespace glossd::store
