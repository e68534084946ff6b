// What HTTP says beside the body: validators, how long to wait, where the feed has moved, what a
// refusal means. Pure; any thread; `now` is handed in. Sources: RFC 9110, 9111, RSS 2.0, RSS 1.0
// syndication module.
#pragma once

#include "model/exchange.hpp"
#include "model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::sources::feed {

// What a document may ask for at most: a typing error must not silence a source for years.
inline constexpr model::Duration longest_interval = std::chrono::hours(24);

// Exactly as received, quotes and W/ included; they hold for the address that sent them.
struct Validators {
    std::string etag;
    std::string last_modified;
    std::string address;  // the one that answered, after redirects

    bool operator==(const Validators&) const = default;
};

Validators validators_of(const model::HttpReply& reply);

// Cache-Control max-age, else Expires; nothing when there is neither, or it has passed.
std::optional<model::Duration> header_interval(const model::HttpReply& reply, model::WallTime now);

// `ttl` in minutes, or `frequency` times a `period` ("hourly", ..., "yearly"), the longer one.
std::optional<model::Duration> document_interval(std::uint64_t ttl, std::string_view period,
                                                 std::uint64_t frequency);

// The longer of two wishes, of which either may be missing.
std::optional<model::Duration> longer(std::optional<model::Duration> a,
                                      std::optional<model::Duration> b);

// Retry-After, in seconds or as a date.
std::optional<model::Duration> retry_after(const model::HttpReply& reply, model::WallTime now);

// Where the leading permanent redirects (301, 308) lead; empty when the first one is temporary.
std::string permanent_move(const std::vector<model::Redirect>& redirects);

// What a status other than success, 304 and 410 means; `address` is named in the message
// without its query, which may hold a key.
model::Outcome refusal(const model::HttpReply& reply, std::string_view address,
                       model::WallTime now);

// For messages: without user info, query and fragment.
std::string shown(std::string_view address);

}  // namespace glossd::sources::feed
