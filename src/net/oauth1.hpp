// OAuth 1.0a (RFC 5849, HMAC-SHA1): the Authorization header of one request. Pure but for the
// nonce; any thread. JSON and multipart bodies are not signed, form fields are.
#pragma once

#include "model/exchange.hpp"
#include "model/time.hpp"

#include <string>
#include <string_view>

namespace glossd::net {

// "OAuth oauth_consumer_key=..., ...". A clock that is minutes off makes the service answer 401.
// Without a token it is the app alone that asks, on the way to one.
std::string oauth1_authorization(const model::OAuth1Keys& keys, const model::HttpRequest& request,
                                 std::string_view nonce, model::WallTime now);

std::string oauth1_nonce();  // 32 hex digits of the system's randomness

}  // namespace glossd::net
