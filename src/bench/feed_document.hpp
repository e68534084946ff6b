// A list of items as an Atom (RFC 4287) or RSS 2.0 document, newest first. Pure; any thread.
#pragma once

#include "bench/pretend_posts.hpp"

#include <string>
#include <vector>

namespace glossd::bench {

struct FeedHead {
    std::string url;  // the document's own address
    std::string title = "Stand-in feed";
    std::string language = "en";
    model::WallTime updated;
};

// `items` oldest first. Texts stand in it as escaped HTML.
std::string write_atom(const FeedHead& head, const std::vector<FeedItem>& items);
std::string write_rss(const FeedHead& head, const std::vector<FeedItem>& items);

}  // namespace glossd::bench
