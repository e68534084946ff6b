#include "store/duplicates.hpp"

#include <algorithm>

namespace glossd::store {

Duplicates::Duplicates(Connection& connection)
    : find_(connection,
            "SELECT post_id, published, last_used FROM duplicates WHERE scope = ?1 AND hash = ?2"),
      insert_(connection,
              "INSERT INTO duplicates (scope, hash, post_id, published, since, last_used) "
              "VALUES (?1, ?2, ?3, ?4, max(?4, ?5), ?5) "
              "ON CONFLICT DO UPDATE SET post_id = excluded.post_id, "
              "published = excluded.published, since = excluded.since, "
              "last_used = excluded.last_used"),
      touch_(connection,
             "UPDATE duplicates SET last_used = max(last_used, ?3) WHERE scope = ?1 AND hash = ?2"),
      expire_(connection,
              "DELETE FROM duplicates WHERE (scope, hash) IN "
              "(SELECT scope, hash FROM duplicates WHERE since < ?1 ORDER BY since LIMIT ?2)"),
      evict_(connection,
             "DELETE FROM duplicates WHERE (scope, hash) IN "
             "(SELECT scope, hash FROM duplicates ORDER BY last_used LIMIT ?1)"),
      size_(connection, "SELECT count(*) FROM duplicates") {}

std::optional<Duplicate> Duplicates::find(const std::string& scope, const std::string& hash) const {
    auto rows = find_.query(scope, Blob{hash});
    if (!rows.next()) return std::nullopt;
    return Duplicate{rows.integer(0), rows.time(1), rows.time(2)};
}

void Duplicates::insert(const std::string& scope, const std::string& hash, std::int64_t post_id,
                        model::WallTime published, model::WallTime now) {
    insert_.run(scope, Blob{hash}, post_id, published, now);
}

void Duplicates::touch(const std::vector<DuplicateKey>& keys, model::WallTime now) {
    for (const auto& key : keys) touch_.run(key.scope, Blob{key.hash}, now);
}

std::int64_t Duplicates::trim(model::WallTime now, model::Duration ttl, std::int64_t max_entries,
                              int limit) {
    const auto expired = expire_.run(now - ttl, limit);
    const auto excess = std::min(size() - max_entries, limit - expired);
    return excess > 0 ? expired + evict_.run(excess) : expired;
}

std::int64_t Duplicates::size() const {
    auto rows = size_.query();
    rows.next();
    return rows.integer(0);
}

}  // namespace glossd::store
