// Posts as people write them, made up from a seed: short and long, with links, mentions, tags,
// emoji and line breaks. Pure; any thread. The same arguments give the same posts on every machine.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::bench {

struct FeedImage {
    std::string url;
    std::string type;  // MIME type
    std::string alt;   // may be empty

    bool operator==(const FeedImage&) const = default;
};

struct FeedItem {
    std::string id;     // a URL or a tag: URI; stays the same when the rest changes
    std::string title;  // may be empty
    std::string text;   // plain; empty line between paragraphs
    std::string link;
    std::string author;
    std::vector<std::string> categories;
    model::WallTime published;
    std::vector<FeedImage> images = {};

    bool operator==(const FeedItem&) const = default;
};

// Oldest first, a minute apart, ending at `newest`. No two have the same text; about one in eight
// is longer than 500 characters; the rest varies from a few words to a few sentences.
std::vector<FeedItem> generate_posts(std::size_t count, std::uint64_t seed,
                                     model::WallTime newest = {});

}  // namespace glossd::bench
