#include "bench/key_memory.hpp"

namespace glossd::bench {

namespace {

constexpr std::chrono::hours kept(1);

}  // namespace

bool KeyMemory::lock(const std::string& account, const std::string& key) {
    return locked_.emplace(account, key).second;
}

void KeyMemory::unlock(const std::string& account, const std::string& key) {
    locked_.erase({account, key});
}

void KeyMemory::remember(const std::string& account, const std::string& key, std::string status_id,
                         model::Instant now) {
    made_[{account, key}] = {std::move(status_id), now};
}

std::optional<std::string> KeyMemory::recall(const std::string& account, const std::string& key,
                                             model::Instant now) const {
    const auto found = made_.find({account, key});
    if (found == made_.end() || now - found->second.at >= kept) return std::nullopt;
    return found->second.status_id;
}

}  // namespace glossd::bench
