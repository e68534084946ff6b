// How a program gets tokens of an account on X from its owner: by a PIN (OAuth 1.0a; docs.x.com,
// PIN-based authorization) or by the address that the browser ends on (OAuth 2.0 with PKCE). Pure;
// any thread. Errors of kind invalid_input: another PIN or address may do.
#pragma once

#include "model/exchange.hpp"
#include "model/result.hpp"
#include "net/oauth2.hpp"

#include <string>

namespace glossd::platform {

// Where a browser goes: X's own pages, or a stand-in's.
std::string x_pages(const std::string& base_url);

// OAuth 1.0a. `app` has the app's keys and no token yet.
model::HttpRequest x_request_token(const std::string& base_url, const model::OAuth1Keys& app);
// The app's keys with the request token, to go on with.
model::Result<model::OAuth1Keys> read_x_request_token(const model::OAuth1Keys& app,
                                                      const model::Reply& reply);
std::string x_pin_url(const std::string& base_url, const model::OAuth1Keys& asking);
model::HttpRequest x_access_token(const std::string& base_url, const model::OAuth1Keys& asking,
                                  const std::string& pin);

struct XSignedIn {
    std::string handle;  // "@name"
    std::string token;   // an access token; of OAuth 2.0 the refresh token
    std::string secret;  // of OAuth 1.0a

    bool operator==(const XSignedIn&) const = default;
};

model::Result<XSignedIn> read_x_access_token(const model::Reply& reply);

// OAuth 2.0.
struct XConsent {
    std::string client_id;
    std::string redirect_uri;  // one of those in the app's settings, to the letter
    std::string scopes;
    std::string state;
    std::string verifier;
};

inline constexpr const char* x_reading = "tweet.read users.read offline.access";
inline constexpr const char* x_posting =
    "tweet.read tweet.write users.read media.write offline.access";

std::string x_consent_url(const std::string& base_url, const XConsent& consent);
// The code in the address that the browser ended on; refused unless it answers this consent.
model::Result<std::string> read_x_redirect(const XConsent& consent, const std::string& pasted);
model::Result<net::OAuth2Tokens> read_x_tokens(const model::Reply& reply);

// Whose access token it is.
model::HttpRequest x_who_request(const std::string& base_url, const std::string& access);
model::Result<std::string> read_x_who(const model::Reply& reply);

// Whether an app's own token can read: asks for a user.
model::HttpRequest x_reader_request(const std::string& base_url, const std::string& bearer,
                                    const std::string& username);

}  // namespace glossd::platform
