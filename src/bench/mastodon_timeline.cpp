#include "bench/mastodon_timeline.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

bool id_less(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Milliseconds since 1970 above sixteen bits of sequence, as Mastodon's timestamp_id does.
std::string Timeline::next_id(model::WallTime now) {
    const auto since_epoch = static_cast<std::uint64_t>(now.time_since_epoch().count());
    last_id_ = std::max(last_id_ + 1, since_epoch << 16);
    if (ids_ == Ids::snowflake) return std::to_string(last_id_);
    return fmt::format("{}{:032x}", (last_id_ >> 16) / 1000, last_id_);
}

const Status& Timeline::add(Status status) {
    status.id = next_id(status.created);
    return statuses_.emplace_back(std::move(status));
}

const Status* Timeline::find(std::string_view id) const {
    const auto found = std::lower_bound(
        statuses_.begin(), statuses_.end(), id,
        [](const Status& status, std::string_view wanted) { return id_less(status.id, wanted); });
    return found == statuses_.end() || found->id != id ? nullptr : &*found;
}

bool Timeline::remove(std::string_view id) {
    return std::erase_if(statuses_, [&](const Status& status) { return status.id == id; }) > 0;
}

std::vector<Status> Timeline::page(const Paging& paging,
                                   const std::function<bool(const Status&)>& wanted) const {
    std::vector<Status> found;
    for (const auto& status : statuses_) {
        const bool below = paging.max_id.empty() || id_less(status.id, paging.max_id);
        const bool newer = paging.since_id.empty() || id_less(paging.since_id, status.id);
        const bool above = paging.min_id.empty() || id_less(paging.min_id, status.id);
        if (below && newer && above && wanted(status)) found.push_back(status);
    }
    const auto size = std::min(found.size(), paging.limit);
    const auto count = static_cast<std::ptrdiff_t>(size);
    if (paging.min_id.empty()) found.erase(found.begin(), found.end() - count);
    found.resize(size);
    std::reverse(found.begin(), found.end());
    return found;
}

}  // namespace glossd::bench
