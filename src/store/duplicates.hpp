// Duplicates: which content was published lately, by content hash; a TTL and LRU table.
// find() does not judge: the caller compares the times of publication with the TTL, and a hit
// never makes an entry live longer.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

class Duplicates {
  public:
    explicit Duplicates(Connection& connection);

    // `scope` is a source's name, or "" for all sources; `hash` 32 bytes.
    std::optional<Duplicate> find(const std::string& scope, const std::string& hash) const;
    // Takes the place of an entry with the same scope and hash.
    void insert(const std::string& scope, const std::string& hash, std::int64_t post_id,
                model::WallTime published, model::WallTime now);
    void touch(const std::vector<DuplicateKey>& keys, model::WallTime now);

    // Removes what is older than `ttl` (by publication or by insertion, whichever came later, so
    // that reading an old archive in pages still finds its repeats), then the least recently used
    // beyond `max_entries`. Returns how many went; equal to `limit` means: call again.
    std::int64_t trim(model::WallTime now, model::Duration ttl, std::int64_t max_entries,
                      int limit = 5000);
    std::int64_t size() const;

  private:
    Statement find_;
    Statement insert_;
    Statement touch_;
    Statement expire_;
    Statement evict_;
    Statement size_;
};

}  // namespace glossd::store
