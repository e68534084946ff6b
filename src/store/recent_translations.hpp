// RecentTranslations: the newest entries of the translation memory in this process, so that a hit
// needs no trip to the store's thread. One thread, whose memory it is; holds nothing that the
// memory does not hold or is about to.
#pragma once

#include "model/time.hpp"
#include "store/records.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace glossd::store {

class RecentTranslations {
  public:
    struct Bounds {
        std::size_t entries = 1024;
        std::size_t bytes = 512 * 1024;  // of keys and texts

        // These, but never more than the memory itself may hold.
        static Bounds within(std::int64_t entries, std::int64_t bytes);
    };

    RecentTranslations(Bounds bounds, model::Duration ttl) : bounds_(bounds), ttl_(ttl) {}

    // Null when it is not here or an engine's and older than `ttl`; valid until the next call.
    const MemoryRow* find(const std::string& key, model::WallTime now);
    // The least recently used go until both bounds hold.
    void put(const std::string& key, MemoryRow row);
    void clear();

    std::size_t entries() const { return by_use_.size(); }
    const Bounds& bounds() const { return bounds_; }

  private:
    struct Entry {
        std::string key;
        MemoryRow row;
    };
    using Entries = std::list<Entry>;

    void remove(Entries::iterator entry);

    const Bounds bounds_;
    const model::Duration ttl_;
    Entries by_use_;                                                // used last first
    std::unordered_map<std::string_view, Entries::iterator> keys_;  // they point into the entries
    std::size_t bytes_ = 0;
};

}  // namespace glossd::store
