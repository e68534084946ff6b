// Credential: who a request is from, where its Authorization can only be made as it leaves: a
// signature needs the time, an access token may have to be renewed first. Values; never logged.
#pragma once

#include <string>
#include <variant>

namespace glossd::model {

// OAuth 1.0a user context: signed anew for each exchange (net/oauth1.hpp).
struct OAuth1Keys {
    std::string consumer_key;
    std::string consumer_secret;
    std::string token;
    std::string token_secret;

    bool operator==(const OAuth1Keys&) const = default;
};

// OAuth 2.0 user context as the operator configured it. The refresh token is only the first one:
// the service hands out a new one with each access token, and the ledger has the last.
struct OAuth2Grant {
    std::string token_url;
    std::string client_id;
    std::string client_secret;  // empty: a public client
    std::string refresh_token;

    bool operator==(const OAuth2Grant&) const = default;
};

using Credential = std::variant<std::monostate, OAuth1Keys, OAuth2Grant>;

}  // namespace glossd::model
