// The posts of a pretended X, in order of acceptance, and how its lists page through them: newest
// first and only so, with bounds on both sides. One thread.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::bench {

struct XMedia {
    std::string type = "photo";  // photo, video, animated_gif
    std::string url;
    std::string alt;
    std::string content = {};  // of one that was uploaded

    bool operator==(const XMedia&) const = default;
};

struct XPost {
    std::string id = {};
    std::string account = {};  // user name
    std::string text = {};     // as typed, with its links in full
    std::string language = "en";
    std::string reply_to = {};  // id of a post, or empty; likewise the next two
    std::string quoted = {};
    std::string reposted = {};
    std::vector<std::string> earlier = {};  // ids of the versions before this one, oldest first
    std::vector<XMedia> media = {};
    model::WallTime created = {};

    bool operator==(const XPost&) const = default;
};

struct XPaging {
    std::string since_id;  // strict lower bound
    std::string below_id;  // strict upper bound: what a page's token stands for
    std::optional<model::WallTime> start_time;
    std::size_t limit = 10;
};

struct XPage {
    std::vector<XPost> posts;  // newest first
    bool more = false;
};

class XTimeline {
  public:
    const XPost& add(XPost post);  // gets an id above all others
    const XPost* find(std::string_view id) const;
    void remove(std::string_view id);
    // A new version under a new id; nothing when there is no such post.
    const XPost* edit(std::string_view id, const std::string& text);
    XPage page(const XPaging& paging, const std::function<bool(const XPost&)>& wanted) const;
    const std::vector<XPost>& all() const { return posts_; }

  private:
    std::uint64_t last_id_ = 0;
    std::vector<XPost> posts_;
};

}  // namespace glossd::bench
