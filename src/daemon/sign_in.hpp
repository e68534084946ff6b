// SignIn: how an account's owner hands a token to glossd: an address to open, something to paste
// back, and what that comes to. One is made a login; its calls block. What one would get wrong:
// after an error of kind invalid_input the same sign-in goes on, so that what is open in a browser
// stays good; after any other it has ended.
#pragma once

#include "model/credential.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace glossd::daemon {

struct Invitation {
    std::string address;  // for a browser
    std::string paste;    // what comes back: "code", "PIN", "address"
    std::string advice;   // one sentence, or empty
};

struct SignedIn {
    std::string handle;  // "@user@host"
    // By the key of the configuration: {"token", "..."}.
    std::vector<std::pair<std::string, std::string>> secrets;
    model::Duration lifetime{};  // zero: without end
};

class SignIn {
  public:
    virtual ~SignIn() = default;
    virtual model::Result<Invitation> invite() = 0;
    virtual model::Result<SignedIn> finish(const std::string& pasted) = 0;
};

std::unique_ptr<SignIn> mastodon_sign_in(const std::string& server);

// Whose token it is; an error when the server does not take it.
model::Result<std::string> mastodon_owner(const std::string& server, const std::string& token);

// OAuth 1.0a; `app` has the keys of the app alone.
std::unique_ptr<SignIn> x_pin_sign_in(const std::string& base_url, const model::OAuth1Keys& app);

struct XApp {
    std::string client_id;
    std::string client_secret;  // empty: a public client
    std::string redirect_uri;
    bool posts = true;  // else it only reads
};

// OAuth 2.0.
std::unique_ptr<SignIn> x_consent_sign_in(const std::string& base_url, const XApp& app);

// Nothing when an app's own token can read; costs what X charges for a look at a user.
model::Result<void> check_x_reader(const std::string& base_url, const std::string& bearer,
                                   const std::string& username);

}  // namespace glossd::daemon
