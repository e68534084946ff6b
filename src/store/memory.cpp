#include "store/memory.hpp"

namespace glossd::store {

namespace {

// Key, numbers and three index entries of one row: 173 bytes measured (file size over 200,000
// rows of 60 to 600 bytes), and some more for the half-full pages that deleting leaves.
constexpr std::int64_t row_overhead = 190;

constexpr const char* entry_columns =
    "SELECT key, from_language, to_language, text, engine, style, created, last_used, hits "
    "FROM memory ";

MemoryEntry read_entry(const Rows& rows) {
    return {rows.text(0), rows.text(1),
            rows.text(2), {rows.text(3), rows.text(4), rows.text(5), rows.time(6)},
            rows.time(7), rows.integer(8)};
}

}  // namespace

Memory::Memory(Connection& connection)
    : get_(connection,
           "SELECT text, engine, style, created FROM memory WHERE key = ?1 AND created >= ?2"),
      put_(connection,
           "INSERT INTO memory (key, from_language, to_language, style, engine, source_chars, "
           "created, last_used, bytes, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9) "
           "ON CONFLICT (key) DO UPDATE SET engine = excluded.engine, text = excluded.text, "
           "created = excluded.created, last_used = excluded.last_used, bytes = excluded.bytes"),
      touch_(connection,
             "UPDATE memory SET hits = hits + 1, last_used = max(last_used, ?2) WHERE key = ?1"),
      add_hits_(connection, "UPDATE memory_totals SET hits = hits + ?1"),
      expired_(connection, "SELECT id FROM memory WHERE created < ?1 ORDER BY created LIMIT ?2"),
      least_used_(connection, "SELECT id, bytes FROM memory ORDER BY last_used LIMIT ?1"),
      remove_(connection, "DELETE FROM memory WHERE id = ?1"),
      stats_(connection, "SELECT entries, bytes, hits FROM memory_totals"),
      purge_(connection,
             "SELECT id FROM memory WHERE (?1 IS NULL OR created < ?1) AND "
             "(?2 IS NULL OR to_language = ?2) LIMIT ?3"),
      entry_(connection, std::string(entry_columns) + "WHERE key = ?1"),
      most_used_(connection, std::string(entry_columns) +
                                 "WHERE hits > 0 ORDER BY hits DESC, last_used DESC LIMIT ?1"),
      by_language_(connection, "SELECT to_language, count(*) FROM memory GROUP BY to_language") {}

std::vector<std::optional<MemoryRow>> Memory::get_all(const std::vector<std::string>& keys,
                                                      model::WallTime now,
                                                      model::Duration ttl) const {
    std::vector<std::optional<MemoryRow>> found;
    found.reserve(keys.size());
    for (const auto& key : keys) {
        auto rows = get_.query(Blob{key}, now - ttl);
        if (rows.next()) {
            found.push_back(MemoryRow{rows.text(0), rows.text(1), rows.text(2), rows.time(3)});
        } else {
            found.push_back(std::nullopt);
        }
    }
    return found;
}

void Memory::put(const std::string& key, const std::string& from, const std::string& to,
                 const std::string& style, std::int64_t source_chars, const std::string& text,
                 const std::string& engine, model::WallTime now) {
    const auto bytes =
        row_overhead + static_cast<std::int64_t>(from.size() + to.size() + style.size() +
                                                 engine.size() + text.size());
    put_.run(Blob{key}, from, to, style, engine, source_chars, now, bytes, text);
}

void Memory::touch_all(const std::vector<std::string>& keys, model::WallTime now) {
    std::int64_t hits = 0;
    for (const auto& key : keys) hits += touch_.run(Blob{key}, now);
    if (hits > 0) add_hits_.run(hits);
}

std::int64_t Memory::trim(model::WallTime now, model::Duration ttl, std::int64_t max_entries,
                          std::int64_t max_bytes, int limit) {
    const auto expired = remove_all(expired_before(now - ttl, limit));
    return expired + remove_all(least_used_beyond(max_entries, max_bytes, limit - expired));
}

std::int64_t Memory::purge(const MemoryFilter& filter, int limit) {
    std::vector<std::int64_t> ids;
    {
        auto rows = purge_.query(filter.created_before, filter.to, limit);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    return remove_all(ids);
}

std::optional<MemoryEntry> Memory::entry(const std::string& key) const {
    auto rows = entry_.query(Blob{key});
    if (!rows.next()) return std::nullopt;
    return read_entry(rows);
}

std::vector<MemoryEntry> Memory::most_used(int limit) const {
    std::vector<MemoryEntry> found;
    auto rows = most_used_.query(limit);
    while (rows.next()) found.push_back(read_entry(rows));
    return found;
}

std::map<std::string, std::int64_t> Memory::entries_by_language() const {
    std::map<std::string, std::int64_t> found;
    auto rows = by_language_.query();
    while (rows.next()) found[rows.text(0)] = rows.integer(1);
    return found;
}

std::vector<std::int64_t> Memory::expired_before(model::WallTime oldest, std::int64_t limit) const {
    std::vector<std::int64_t> ids;
    auto rows = expired_.query(oldest, limit);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<std::int64_t> Memory::least_used_beyond(std::int64_t max_entries,
                                                    std::int64_t max_bytes,
                                                    std::int64_t limit) const {
    std::vector<std::int64_t> ids;
    auto left = stats();
    auto rows = least_used_.query(limit);
    while ((left.entries > max_entries || left.bytes > max_bytes) && rows.next()) {
        ids.push_back(rows.integer(0));
        left.entries -= 1;
        left.bytes -= rows.integer(1);
    }
    return ids;
}

std::int64_t Memory::remove_all(const std::vector<std::int64_t>& ids) {
    for (const auto id : ids) remove_.run(id);
    return static_cast<std::int64_t>(ids.size());
}

MemoryStats Memory::stats() const {
    auto rows = stats_.query();
    rows.next();
    return {rows.integer(0), rows.integer(1), rows.integer(2)};
}

}  // namespace glossd::store
