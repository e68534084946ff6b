// Title and body of a post out of what feeds hold: plain text, HTML, or one that looks like the
// other. Pure; any thread.
#pragma once

#include "model/post.hpp"

#include <string>
#include <string_view>

namespace glossd::sources::feed {

enum class Markup { plain, html };

// Sets text, html, links and the images of the body; `base` resolves relative addresses.
// A content warning that Mastodon puts before a body becomes the post's own.
void set_body(model::Post& post, std::string content, Markup markup, const std::string& base);

// One line of plain text.
std::string read_title(std::string_view content, Markup markup);

// RSS does not say what its titles are: markup only where a common inline tag stands in it, so
// that "the <template> element" stays; references such as &amp; are decoded either way.
std::string read_rss_title(std::string_view content);

}  // namespace glossd::sources::feed
