// What the X source remembers between requests, as JSON. A value. It belongs to one account: a
// cursor of another one counts as empty. Pages of one poll come newest first and posts go out
// oldest first, so the pages read so far are held here until the last one is in.
#pragma once

#include "platform/x_post.hpp"
#include "sources/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::sources::x {

struct XCursor {
    std::string account;  // as configured, lower case
    std::string user_id;  // looked up once: a look-up costs money
    std::string since_id;
    platform::XNames names = platform::XNames::current;
    bool names_are_known = false;      // X took them, or the operator says so
    std::string next_token;            // of the next page of this poll
    std::string newest_id;             // of this poll
    std::vector<platform::Json> held;  // bodies of this poll, newest first

    bool operator==(const XCursor&) const = default;
};

XCursor read_cursor(const Cursor& cursor, std::string_view account);
Cursor to_cursor(const XCursor& cursor);

}  // namespace glossd::sources::x
