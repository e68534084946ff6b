// OAuth 2.0 refresh (RFC 6749 section 6): the request for a new access token, and its answer. Pure;
// any thread. The refresh token in the answer replaces the one that was sent: lose neither.
#pragma once

#include "model/exchange.hpp"
#include "model/time.hpp"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace glossd::net {

struct OAuth2Tokens {
    std::string access;
    std::string refresh;
    model::Duration lifetime{};  // of the access token; zero: not said

    bool operator==(const OAuth2Tokens&) const = default;
};

struct RefreshFailure {
    std::string message;   // for the operator; holds no token
    bool refused = false;  // the token itself is not accepted: repeating is of no use

    bool operator==(const RefreshFailure&) const = default;
};

model::HttpRequest refresh_request(const model::OAuth2Grant& grant,
                                   const std::string& refresh_token);

// `sent` stays valid when the answer names no new refresh token.
tl::expected<OAuth2Tokens, RefreshFailure> read_refresh(const model::Reply& reply,
                                                        const std::string& sent);

}  // namespace glossd::net
