// RSS 1.0 (RDF Site Summary) and RSS 0.90. Pure; any thread. Items stand beside the channel, not
// in it, and the id is an attribute.
#pragma once

#include "sources/feed/parsed_feed.hpp"

#include <pugixml.hpp>

namespace glossd::sources::feed {

// `root` is <rdf:RDF>.
ParsedFeed read_rdf(pugi::xml_node root, const Context& context);

}  // namespace glossd::sources::feed
