// Bytes to posts, whatever kind of feed they are. Pure; any thread. The body alone decides what
// it is; a Content-Type only helps with the encoding.
#pragma once

#include "model/outcome.hpp"
#include "sources/feed/parsed_feed.hpp"

#include <string_view>

#include <tl/expected.hpp>

namespace glossd::sources::feed {

// Posts oldest first, with settled ids. An error says in one sentence what the bytes are:
// rejected for what is no feed, transient for a body that is empty or broke off before its
// first item.
tl::expected<ParsedFeed, model::Outcome> parse_feed(std::string_view bytes,
                                                    std::string_view content_type,
                                                    const Context& context);

}  // namespace glossd::sources::feed
