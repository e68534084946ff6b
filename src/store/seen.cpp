#include "store/seen.hpp"

namespace glossd::store {

namespace {

constexpr model::Duration granularity = std::chrono::hours(1);

}  // namespace

Seen::Seen(Connection& connection)
    : contains_(connection, "SELECT 1 FROM seen WHERE source = ?1 AND id = ?2"),
      post_of_(connection,
               "SELECT post_id FROM seen WHERE source = ?1 AND id = ?2 AND post_id IS NOT NULL"),
      any_(connection, "SELECT 1 FROM seen WHERE source = ?1 LIMIT 1"),
      // A boot in the past must not age what is new: time is at least where it was.
      show_(connection,
            "INSERT INTO seen (source, id, post_id, last_shown) "
            "VALUES (?1, ?2, ?3, max(?4, coalesce((SELECT max(last_shown) FROM seen), ?4))) "
            "ON CONFLICT DO UPDATE SET last_shown = max(last_shown, excluded.last_shown), "
            "post_id = coalesce(excluded.post_id, post_id) "
            "WHERE excluded.last_shown >= last_shown + ?5 "
            "OR excluded.post_id IS NOT NULL AND excluded.post_id IS NOT post_id"),
      // A clock that jumped ahead makes every id old at once; one that its source has shown none
      // younger than is not old. (The inner list is made only once there is a candidate.)
      forget_(connection,
              "DELETE FROM seen WHERE (source, id) IN "
              "(SELECT source, id FROM seen WHERE last_shown < ?1 AND "
              "source IN (SELECT source FROM seen WHERE last_shown >= ?1) "
              "ORDER BY last_shown LIMIT ?2)") {}

bool Seen::contains(const std::string& source, const std::string& id) const {
    return contains_.query(source, id).next();
}

std::vector<bool> Seen::contains_all(const std::string& source,
                                     const std::vector<std::string>& ids) const {
    std::vector<bool> found;
    found.reserve(ids.size());
    for (const auto& id : ids) found.push_back(contains(source, id));
    return found;
}

std::optional<std::int64_t> Seen::post_of(const std::string& source, const std::string& id) const {
    auto rows = post_of_.query(source, id);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

bool Seen::any(const std::string& source) const {
    return any_.query(source).next();
}

void Seen::show(const std::string& source, const std::string& id,
                std::optional<std::int64_t> post_id, model::WallTime now) {
    show_.run(source, id, post_id, now, granularity);
}

std::int64_t Seen::forget(model::WallTime before, int limit) {
    return forget_.run(before - granularity, limit);
}

}  // namespace glossd::store
