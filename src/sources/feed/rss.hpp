// RSS 2.0 and its forerunners 0.91-0.94. Pure; any thread. Nothing in it is required in practice:
// an item may have any of its parts, in any of several vocabularies.
#pragma once

#include "sources/feed/parsed_feed.hpp"

#include <pugixml.hpp>

namespace glossd::sources::feed {

// `root` is <rss>, or a bare <channel>.
ParsedFeed read_rss(pugi::xml_node root, const Context& context);

// An item of RSS 1.0 has the same parts; the id stays as written, or empty.
model::Post read_rss_item(pugi::xml_node item, const Context& context);

// What both kinds of channel say: the language, and how often to ask (`ttl` in minutes,
// sy:updatePeriod and sy:updateFrequency).
std::string channel_language(pugi::xml_node channel);
std::optional<model::Duration> channel_interval(pugi::xml_node channel);

// `context`, and for a file the address the channel gives itself.
Context channel_context(pugi::xml_node channel, const Context& context);

}  // namespace glossd::sources::feed
