#include "sources/feed/cursor.hpp"

#include "text/hash.hpp"

#include <nlohmann/json.hpp>

namespace glossd::sources::feed {

namespace {

using Json = nlohmann::json;

constexpr int needed_confirmations = 3;

std::string string_of(const Json& state, const char* key) {
    const auto found = state.find(key);
    return found != state.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::int64_t number_of(const Json& state, const char* key) {
    const auto found = state.find(key);
    return found != state.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

void put(Json& state, const char* key, const std::string& value) {
    if (!value.empty()) state[key] = value;
}

}  // namespace

void FeedCursor::confirm_move(const std::string& address) {
    move_confirmations = address.empty() ? 0 : address == move_seen ? move_confirmations + 1 : 1;
    move_seen = address;
    if (move_confirmations < needed_confirmations) return;
    moved_to = address;
    move_seen.clear();
    move_confirmations = 0;
}

FeedCursor read_cursor(const Cursor& cursor, std::string_view configured) {
    FeedCursor result;
    result.configured = configured;
    const auto state = Json::parse(cursor.state, nullptr, false);
    if (!state.is_object()) return result;
    const auto belongs_to = string_of(state, "configured");
    // Formerly the address itself.
    if (belongs_to != text::sha256_hex(configured) && belongs_to != configured) return result;
    result.validators = {string_of(state, "etag"), string_of(state, "last_modified"),
                         string_of(state, "validators_of")};
    result.sha256 = string_of(state, "sha256");
    result.moved_to = string_of(state, "moved_to");
    result.move_seen = string_of(state, "move_seen");
    result.move_confirmations = static_cast<int>(number_of(state, "move_confirmations"));
    if (const auto seconds = number_of(state, "interval"); seconds > 0)
        result.interval = std::chrono::seconds(seconds);
    return result;
}

Cursor to_cursor(const FeedCursor& cursor) {
    // Its hash, because an address may hold a password.
    Json state = {{"configured", text::sha256_hex(cursor.configured)}};
    put(state, "etag", cursor.validators.etag);
    put(state, "last_modified", cursor.validators.last_modified);
    put(state, "validators_of", cursor.validators.address);
    put(state, "sha256", cursor.sha256);
    put(state, "moved_to", cursor.moved_to);
    put(state, "move_seen", cursor.move_seen);
    if (cursor.move_confirmations > 0) state["move_confirmations"] = cursor.move_confirmations;
    if (cursor.interval)
        state["interval"] =
            std::chrono::duration_cast<std::chrono::seconds>(*cursor.interval).count();
    return {state.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace glossd::sources::feed
