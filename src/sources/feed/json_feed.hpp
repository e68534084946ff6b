// JSON Feed 1.0 and 1.1 (jsonfeed.org). Pure; any thread; nesting is counted before the parser
// sees it. An item without an id is kept: the link or the content names it instead.
#pragma once

#include "model/result.hpp"
#include "sources/feed/parsed_feed.hpp"

#include <string_view>

namespace glossd::sources::feed {

// `text` is clean UTF-8. A document that breaks off gives the items that are whole; the error
// says why a text is no JSON Feed.
model::Result<ParsedFeed> read_json_feed(std::string_view text, const Context& context);

}  // namespace glossd::sources::feed
