// Post: one item of a source, as read. A value; every string is valid UTF-8 without control
// characters other than tab and newline.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::model {

struct Media {
    std::string url;
    std::string type;  // MIME type, or empty when the source does not say
    std::optional<std::string> alt;
    std::uint64_t size = 0;  // bytes; 0: unknown

    bool operator==(const Media&) const = default;
};

struct Poll {
    std::vector<std::string> options;
    bool multiple = false;
    std::optional<WallTime> expires;

    bool operator==(const Poll&) const = default;
};

struct Post {
    std::string id;        // as the source names it; unique within the source
    std::string url;       // permalink for people; may be empty
    std::string title;     // plain text; may be empty
    std::string text;      // visible text of the body: no title, no link addresses
    std::string html;      // the body as read, when it was HTML
    std::string language;  // BCP-47 as the source tagged it, or empty
    std::optional<WallTime> published;
    std::optional<WallTime> updated;
    std::string author;
    std::vector<std::string> tags;   // without '#'
    std::vector<std::string> links;  // addresses the body links to, absolute, in order
    std::vector<Media> media;
    std::string content_warning;
    std::optional<Poll> poll;
    std::string reply_to;  // id of the post this one answers, or empty
    bool repost = false;
    std::string visibility;  // "public", "unlisted", ..., or empty when the source has none

    bool operator==(const Post&) const = default;
};

}  // namespace glossd::model
