// Memory: the translation memory, masked translations by key (SHA-256 of what makes a text the
// same: masked text, languages, style). TTL counts from put(), not from the last hit; what people
// wrote has none, and goes last when there is too much.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace glossd::store {

class Memory {
  public:
    explicit Memory(Connection& connection);

    // One answer per key (32 bytes), in their order; expired entries are absent.
    std::vector<std::optional<MemoryRow>> get_all(const std::vector<std::string>& keys,
                                                  model::WallTime now, model::Duration ttl) const;
    // Takes the place of an entry with the same key and starts its time anew.
    void put(const Remembered& entry);
    // As put(), unless the entry that is there is as new; false then. `now`: it counts as used.
    bool put_if_newer(const Remembered& entry, model::WallTime now);
    // One hit for each key; flush them in batches, not one write a hit.
    void touch_all(const std::vector<std::string>& keys, model::WallTime now);

    // Removes what is older than `ttl`, then the least recently used until both bounds hold.
    // At most `limit` a call, so that a lowered bound never keeps deliveries waiting; returns how
    // many went, and a return equal to `limit` means: call again.
    std::int64_t trim(model::WallTime now, model::Duration ttl, std::int64_t max_entries,
                      std::int64_t max_bytes, int limit = 500);
    // At most `limit` of what fits the filter; as trim() otherwise.
    std::int64_t purge(const MemoryFilter& filter, int limit = 500);

    MemoryStats stats() const;
    MemoryAges ages() const;
    // At most `limit` that have not expired, with their keys, used last first.
    std::vector<std::pair<std::string, MemoryRow>> recently_used(int limit, model::WallTime now,
                                                                 model::Duration ttl) const;
    // Expired or not.
    std::optional<MemoryEntry> entry(const std::string& key) const;
    // By hits, most first; entries without any are left out. Reads the whole table.
    std::vector<MemoryEntry> most_used(int limit) const;
    std::map<std::string, std::int64_t> entries_by_language() const;  // reads the whole table

  private:
    // False when there is no such entry, or (`only_older`) none that is older.
    bool replace(const Remembered& entry, model::WallTime used, bool only_older);
    void insert(const Remembered& entry, model::WallTime used);
    std::vector<std::int64_t> expired_before(model::WallTime oldest, std::int64_t limit) const;
    std::vector<std::int64_t> least_used_beyond(std::int64_t max_entries, std::int64_t max_bytes,
                                                std::int64_t limit) const;
    std::int64_t remove_all(const std::vector<std::int64_t>& ids);

    Statement get_;
    Statement insert_;
    Statement replace_;
    Statement touch_;
    Statement add_hits_;
    Statement expired_;
    Statement least_used_;
    Statement remove_;
    Statement stats_;
    Statement ages_;
    Statement recently_used_;
    Statement purge_;
    Statement entry_;
    Statement most_used_;
    Statement by_language_;
};

}  // namespace glossd::store
