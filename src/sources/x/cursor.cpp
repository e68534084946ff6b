#include "sources/x/cursor.hpp"

namespace glossd::sources::x {

using platform::Json;
using platform::member;
using platform::string_at;

XCursor read_cursor(const Cursor& cursor, std::string_view account) {
    XCursor result;
    result.account = account;
    const auto state = platform::parse_json(cursor.state);
    if (string_at(state, "account") != account) return result;
    result.user_id = string_at(state, "user_id");
    result.since_id = string_at(state, "since_id");
    result.names = platform::x_names(string_at(state, "names"));
    result.names_are_known = member(state, "names_are_known") == Json(true);
    result.next_token = string_at(state, "next_token");
    result.newest_id = string_at(state, "newest_id");
    for (const auto& body : member(state, "held")) result.held.push_back(body);
    return result;
}

Cursor to_cursor(const XCursor& cursor) {
    platform::OrderedJson state;
    state["account"] = cursor.account;
    state["user_id"] = cursor.user_id;
    state["since_id"] = cursor.since_id;
    state["names"] = platform::to_string(cursor.names);
    state["names_are_known"] = cursor.names_are_known;
    if (!cursor.next_token.empty()) {
        state["next_token"] = cursor.next_token;
        state["newest_id"] = cursor.newest_id;
        state["held"] = cursor.held;
    }
    return {platform::write_json(state)};
}

}  // namespace glossd::sources::x
