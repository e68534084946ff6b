// OAuth 2.0: the requests for an access token, by an authorization code (RFC 6749 section 4.1.3,
// with RFC 7636) or a refresh token (section 6), and their answer. Pure; any thread. The refresh
// token in the answer replaces the one that was sent: lose neither.
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
    std::string message;    // for the operator; holds no token
    bool refused = false;   // the token itself is not accepted: repeating is of no use
    std::string code = {};  // of RFC 6749 section 5.2, like "invalid_client"; may be empty

    bool operator==(const RefreshFailure&) const = default;
};

// PKCE: what travels with the browser in place of the verifier, by S256.
std::string code_challenge(std::string_view verifier);

struct AuthorizationCode {
    std::string code;
    std::string redirect_uri;
    std::string verifier;
};

// The grant needs no refresh token yet.
model::HttpRequest code_request(const model::OAuth2Grant& grant, const AuthorizationCode& code);

model::HttpRequest refresh_request(const model::OAuth2Grant& grant,
                                   const std::string& refresh_token);

// Of either request. `sent` stays valid when the answer names no new refresh token.
tl::expected<OAuth2Tokens, RefreshFailure> read_refresh(const model::Reply& reply,
                                                        const std::string& sent);

}  // namespace glossd::net
