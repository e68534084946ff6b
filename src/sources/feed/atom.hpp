// Atom 1.0 (RFC 4287), and 0.3 as far as it differs in names only. Pure; any thread. What a text
// is depends on its `type` attribute: the same bytes are prose, escaped HTML or markup.
#pragma once

#include "sources/feed/parsed_feed.hpp"

#include <pugixml.hpp>

namespace glossd::sources::feed {

// `root` is <feed>, or a lone <entry>.
ParsedFeed read_atom(pugi::xml_node root, const Context& context);

}  // namespace glossd::sources::feed
