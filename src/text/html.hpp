// HTML to the text a reader sees. Pure; any thread; bounded time and stack on hostile markup:
// depth is counted before gumbo sees it and past 500 levels tags are stripped instead.
#pragma once

#include "model/post.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

struct VisibleText {
    std::string text;                // paragraphs as blank lines, <br> as newline, entities decoded
    std::vector<std::string> links;  // absolute http(s) addresses of anchors, in order, each once
    std::vector<model::Media> media;  // <img> with its alt text; absolute addresses

    bool operator==(const VisibleText&) const = default;
};

// `base` resolves relative addresses; empty leaves them out of links. An anchor whose visible
// text is its address, whole or shortened (Mastodon's invisible and ellipsis spans, a "…" end),
// stands in the text as its full address; any other anchor as its visible text.
VisibleText html_to_text(std::string_view html, std::string_view base = {});

// Text as HTML for a feed: escaped, paragraphs as <p>, newlines as <br>, addresses as anchors.
std::string text_to_html(std::string_view text);

}  // namespace glossd::text
