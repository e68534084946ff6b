// What every format reader gives, and what it is told. Values. A reader leaves ids as they stand
// and posts in the document's order; identity.hpp makes both right afterwards, for all formats.
#pragma once

#include "model/post.hpp"
#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::sources::feed {

struct ParsedFeed {
    std::vector<model::Post> posts;
    std::vector<std::string> notes;           // what was wrong but survivable
    bool whole = true;                        // every item was understood
    std::optional<model::Duration> interval;  // between polls, as the document asks

    bool operator==(const ParsedFeed&) const = default;
};

struct Context {
    std::string base;  // address of the document; empty for a file
    model::WallTime now;
};

// A date that lies ahead of `now` counts as now; nothing when it cannot be read.
std::optional<model::WallTime> read_date(std::string_view text, const Context& context);

// Absolute form of an address that the document writes, or empty. An empty one stays empty:
// RFC 3986 would make it the document's own address, but here it means that nothing is given.
std::string absolute(std::string_view base, std::string_view reference);

// Canonical BCP-47 of what feeds write ("en_us"), or empty when it is no language tag.
std::string language_tag(std::string_view text);

// Adds a category as a tag: trimmed, without '#', once.
void add_tag(model::Post& post, std::string_view category);

}  // namespace glossd::sources::feed
