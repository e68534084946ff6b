// A post as X's API describes it: which fields to ask for, and the text as people see it. Pure; any
// thread. X renamed its fields in 2026; both generations are read, one of them is asked for.
#pragma once

#include "platform/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::platform {

enum class XNames { current, former };  // post.fields, tweet.fields

XNames other(XNames names);
std::string_view to_string(XNames names);
XNames x_names(std::string_view name);  // of to_string; anything else is current

// The part of a query that asks for posts whole, media and referenced posts included.
std::string x_whole_posts(XNames names);
// For reading back: texts with their links, and what they answer.
std::string x_own_posts(XNames names);

// Of "note_post", "referenced_posts" and their like: by either name.
const Json& x_member(const Json& post, const char* current, const char* former);

// The id that a post replies to, quotes or reposts ("replied_to", "quoted", "retweeted"); or empty.
std::string x_reference(const Json& post, std::string_view type);

struct XText {
    std::string text;                // long posts whole, links in full, &amp; as &
    std::vector<std::string> links;  // in order
    std::vector<std::string> tags;   // without '#'

    bool operator==(const XText&) const = default;
};

// Links to the post's own media are dropped: the media themselves are elsewhere.
XText x_text(const Json& post);

}  // namespace glossd::platform
