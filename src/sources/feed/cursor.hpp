// What the feed source remembers between polls, as JSON. A value. It belongs to one configured
// address: a cursor of another one, or one that cannot be read, counts as empty.
#pragma once

#include "sources/feed/etiquette.hpp"
#include "sources/source.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace glossd::sources::feed {

struct FeedCursor {
    std::string configured;  // the address or path in the config
    Validators validators;
    std::string sha256;                       // of a file's content, in hex
    std::string moved_to;                     // stands in for `configured`; empty: it has not moved
    std::string move_seen;                    // where a permanent redirect led lately
    int move_confirmations = 0;               // polls in a row that saw it
    std::optional<model::Duration> interval;  // as the document asked when last read

    bool operator==(const FeedCursor&) const = default;

    const std::string& address() const { return moved_to.empty() ? configured : moved_to; }

    // Counts a permanent redirect to `address`, or with "" its absence. A site in trouble sends
    // false ones, so only the third in a row is believed.
    void confirm_move(const std::string& address);
};

FeedCursor read_cursor(const Cursor& cursor, std::string_view configured);
Cursor to_cursor(const FeedCursor& cursor);

}  // namespace glossd::sources::feed
