#include "bench/x_timeline.hpp"

#include "bench/mastodon_timeline.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bench {

// Milliseconds above 22 bits of machine and sequence, as X's snowflakes have them.
const XPost& XTimeline::add(XPost post) {
    const auto since_epoch = static_cast<std::uint64_t>(post.created.time_since_epoch().count());
    last_id_ = std::max(last_id_ + 1, since_epoch << 18);
    post.id = std::to_string(last_id_);
    return posts_.emplace_back(std::move(post));
}

const XPost* XTimeline::find(std::string_view id) const {
    const auto found = std::find_if(posts_.begin(), posts_.end(),
                                    [&](const XPost& post) { return post.id == id; });
    return found == posts_.end() ? nullptr : &*found;
}

void XTimeline::remove(std::string_view id) {
    std::erase_if(posts_, [&](const XPost& post) { return post.id == id; });
}

const XPost* XTimeline::edit(std::string_view id, const std::string& text) {
    const auto* found = find(id);
    if (!found) return nullptr;
    auto version = *found;
    version.earlier.push_back(version.id);
    version.text = text;
    remove(id);
    return &add(std::move(version));
}

XPage XTimeline::page(const XPaging& paging,
                      const std::function<bool(const XPost&)>& wanted) const {
    XPage page;
    for (auto post = posts_.rbegin(); post != posts_.rend(); ++post) {
        const bool newer = paging.since_id.empty() || id_less(paging.since_id, post->id);
        const bool below = paging.below_id.empty() || id_less(post->id, paging.below_id);
        const bool late = !paging.start_time || post->created >= *paging.start_time;
        if (!newer || !below || !late || !wanted(*post)) continue;
        page.more = page.posts.size() == paging.limit;
        if (page.more) break;
        page.posts.push_back(*post);
    }
    return page;
}

}  // namespace glossd::bench
