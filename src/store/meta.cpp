#include "store/meta.hpp"

#include "store/failure.hpp"

namespace glossd::store {

Meta::Meta(Connection& connection)
    : get_(connection, "SELECT value FROM meta WHERE key = ?1"),
      put_(connection,
           "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value") {}

std::string Meta::instance_id() const {
    auto id = get("instance_id");
    if (!id) throw Failure(model::ErrorKind::io, "the database has lost its instance id");
    return *id;
}

std::optional<std::string> Meta::get(const std::string& key) const {
    auto rows = get_.query(key);
    if (!rows.next()) return std::nullopt;
    return rows.text(0);
}

void Meta::put(const std::string& key, const std::string& value) {
    put_.run(key, value);
}

}  // namespace glossd::store
