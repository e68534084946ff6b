// Pages of an account's posts as X sends them, turned into posts. Pure; any thread. An edit is a
// new post there: all versions go by the id of the first, so that one is not published again.
#pragma once

#include "config/config.hpp"
#include "model/post.hpp"
#include "platform/json.hpp"

#include <string>
#include <vector>

namespace glossd::sources::x {

struct Wanted {
    std::string username;
    std::string user_id;
    std::string language;  // of all posts; empty: as X says
    config::Replies replies = config::Replies::own;
    bool reposts = false;
};

struct Posts {
    std::vector<model::Post> posts;  // oldest first
    std::vector<std::string> notes;
    bool whole = true;  // every one was understood
};

// `pages` newest first.
Posts read_posts(const Wanted& wanted, const std::vector<platform::Json>& pages,
                 model::WallTime now);

}  // namespace glossd::sources::x
