#include "store/recent_translations.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glossd::store {

namespace {

std::size_t size_of(const std::string& key, const MemoryRow& row) {
    return key.size() + row.text.size() + row.engine.size() + row.style.size();
}

}  // namespace

RecentTranslations::Bounds RecentTranslations::Bounds::within(std::int64_t entries,
                                                              std::int64_t bytes) {
    const auto least = [](std::size_t ours, std::int64_t theirs) {
        return std::min(ours, static_cast<std::size_t>(std::max<std::int64_t>(theirs, 0)));
    };
    const Bounds ours;
    return {least(ours.entries, entries), least(ours.bytes, bytes)};
}

const MemoryRow* RecentTranslations::find(const std::string& key, model::WallTime now) {
    const auto found = keys_.find(key);
    if (found == keys_.end()) return nullptr;
    const auto entry = found->second;
    if (entry->row.created < now - ttl_ && !entry->row.by_hand) {
        remove(entry);
        return nullptr;
    }
    by_use_.splice(by_use_.begin(), by_use_, entry);
    return &entry->row;
}

void RecentTranslations::put(const std::string& key, MemoryRow row) {
    if (const auto found = keys_.find(key); found != keys_.end()) remove(found->second);
    bytes_ += size_of(key, row);
    by_use_.push_front({key, std::move(row)});
    keys_.emplace(by_use_.front().key, by_use_.begin());
    while (by_use_.size() > bounds_.entries || bytes_ > bounds_.bytes) {
        remove(std::prev(by_use_.end()));
    }
}

void RecentTranslations::clear() {
    keys_.clear();
    by_use_.clear();
    bytes_ = 0;
}

void RecentTranslations::remove(Entries::iterator entry) {
    bytes_ -= size_of(entry->key, entry->row);
    keys_.erase(entry->key);
    by_use_.erase(entry);
}

}  // namespace glossd::store
