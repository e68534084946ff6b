// The steps common to all formats after reading: clean strings, oldest first, one id a post.
// Pure; any thread. An id, once given, must come out the same on every poll although other items
// come and go: a changed id is a post published twice.
#pragma once

#include "sources/feed/parsed_feed.hpp"

namespace glossd::sources::feed {

void finish(ParsedFeed& feed);

}  // namespace glossd::sources::feed
