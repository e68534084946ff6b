#include "store/memory.hpp"

#include "text/code_points.hpp"

#include <algorithm>

namespace glossd::store {

namespace {

// Key, numbers and three index entries of one row: 173 bytes measured (file size over 200,000
// rows of 60 to 600 bytes), and some more for the half-full pages that deleting leaves.
constexpr std::int64_t row_overhead = 190;

constexpr const char* entry_columns =
    "SELECT key, from_language, to_language, text, engine, style, created, by_hand, last_used, "
    "hits FROM memory ";

// ?1; by the index of short keys, which two keys may share.
const std::string has_key = "substr(key, 1, 8) = substr(?1, 1, 8) AND key = ?1";

// Columns 3 to 7 of them.
MemoryRow read_row(const Rows& rows) {
    return {rows.text(3), rows.text(4), rows.text(5), rows.time(6), rows.integer(7) != 0};
}

MemoryEntry read_entry(const Rows& rows) {
    return {rows.text(0),   rows.text(1), rows.text(2),
            read_row(rows), rows.time(8), rows.integer(9)};
}

std::int64_t bytes_of(const Remembered& entry) {
    return row_overhead +
           static_cast<std::int64_t>(entry.from.size() + entry.to.size() + entry.style.size() +
                                     entry.engine.size() + entry.source.size() + entry.text.size());
}

}  // namespace

Memory::Memory(Connection& connection)
    : get_(connection,
           std::string(entry_columns) + "WHERE " + has_key + " AND (created >= ?2 OR by_hand)"),
      insert_(connection,
              "INSERT INTO memory (key, from_language, to_language, style, engine, source_chars, "
              "created, last_used, bytes, text, source, by_hand, shortened_to) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
      replace_(connection,
               "UPDATE memory SET engine = ?2, created = ?3, last_used = ?4, bytes = ?5, "
               "text = ?6, source = ?7 WHERE " +
                   has_key + " AND (created < ?3 OR NOT ?8)"),
      touch_(connection,
             "UPDATE memory SET hits = hits + 1, last_used = max(last_used, ?2) WHERE " + has_key),
      add_hits_(connection, "UPDATE memory_totals SET hits = hits + ?1"),
      expired_(connection,
               "SELECT id FROM memory WHERE by_hand = 0 AND created < ?1 ORDER BY created "
               "LIMIT ?2"),
      least_used_(connection, "SELECT id, bytes FROM memory ORDER BY by_hand, last_used LIMIT ?1"),
      remove_(connection, "DELETE FROM memory WHERE id = ?1"),
      stats_(connection, "SELECT entries, bytes, hits FROM memory_totals"),
      ages_(connection,
            "SELECT (SELECT count(*) FROM memory WHERE by_hand = 1), "
            "(SELECT min(created) FROM memory WHERE by_hand = 0), "
            "(SELECT max(created) FROM memory WHERE by_hand = 0)"),
      recently_used_(connection, std::string(entry_columns) +
                                     "WHERE by_hand = ?1 AND (by_hand OR created >= ?2) "
                                     "ORDER BY last_used DESC LIMIT ?3"),
      purge_(connection,
             "SELECT id FROM memory WHERE (?1 IS NULL OR created < ?1) AND "
             "(?2 IS NULL OR to_language = ?2) AND (by_hand = 0 OR ?4) LIMIT ?3"),
      entry_(connection, std::string(entry_columns) + "WHERE " + has_key),
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
            found.push_back(read_row(rows));
        } else {
            found.push_back(std::nullopt);
        }
    }
    return found;
}

void Memory::put(const Remembered& entry) {
    if (!replace(entry, entry.created, false)) insert(entry, entry.created);
}

bool Memory::put_if_newer(const Remembered& entry, model::WallTime now) {
    if (replace(entry, now, true)) return true;
    if (entry_.query(Blob{entry.key}).next()) return false;
    insert(entry, now);
    return true;
}

bool Memory::replace(const Remembered& entry, model::WallTime used, bool only_older) {
    return replace_.run(Blob{entry.key}, entry.engine, entry.created, used, bytes_of(entry),
                        entry.text, entry.source, int{only_older}) > 0;
}

void Memory::insert(const Remembered& entry, model::WallTime used) {
    insert_.run(Blob{entry.key}, entry.from, entry.to, entry.style, entry.engine,
                static_cast<std::int64_t>(text::count_code_points(entry.source)), entry.created,
                used, bytes_of(entry), entry.text, entry.source, int{entry.by_hand}, entry.limit);
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
        auto rows = purge_.query(filter.created_before, filter.to, limit, int{filter.by_hand_too});
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

MemoryAges Memory::ages() const {
    auto rows = ages_.query();
    rows.next();
    return {rows.integer(0), rows.optional_time(1), rows.optional_time(2)};
}

std::vector<std::pair<std::string, MemoryRow>> Memory::recently_used(int limit, model::WallTime now,
                                                                     model::Duration ttl) const {
    std::vector<MemoryEntry> entries;
    for (const int by_hand : {1, 0}) {
        auto rows = recently_used_.query(by_hand, now - ttl, limit);
        while (rows.next()) entries.push_back(read_entry(rows));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const auto& one, const auto& other) {
        return one.last_used > other.last_used;
    });
    if (entries.size() > static_cast<std::size_t>(limit)) {
        entries.resize(static_cast<std::size_t>(limit));
    }
    std::vector<std::pair<std::string, MemoryRow>> found;
    for (auto& entry : entries) found.emplace_back(std::move(entry.key), std::move(entry.row));
    return found;
}

}  // namespace glossd::store
