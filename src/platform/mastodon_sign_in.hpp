// How a program gets a token of a Mastodon account from its owner: it registers itself, the owner
// allows it in a browser and is shown a code, the code buys the token (docs.joinmastodon.org,
// client/authorized). Pure; any thread. Errors of kind invalid_input: another code may do.
#pragma once

#include "model/exchange.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <optional>
#include <string>

namespace glossd::platform {

struct MastodonApp {
    std::string client_id;
    std::string client_secret;

    bool operator==(const MastodonApp&) const = default;
};

struct MastodonToken {
    std::string access;
    model::Duration lifetime{};  // zero: without end, as on Mastodon itself

    bool operator==(const MastodonToken&) const = default;
};

model::HttpRequest mastodon_registration(const std::string& server);
model::Result<MastodonApp> read_mastodon_registration(const model::Reply& reply);

// Asks for a sign-in even where somebody is signed in: a browser is used for many accounts.
std::string mastodon_consent_url(const std::string& server, const MastodonApp& app);

model::HttpRequest mastodon_token_request(const std::string& server, const MastodonApp& app,
                                          const std::string& code);
model::Result<MastodonToken> read_mastodon_token(const model::Reply& reply);

model::HttpRequest mastodon_who_request(const std::string& server, const std::string& access);
// "@user@host".
model::Result<std::string> read_mastodon_who(const std::string& server, const model::Reply& reply);

}  // namespace glossd::platform
