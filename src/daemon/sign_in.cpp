#include "daemon/sign_in.hpp"

#include "daemon/blocking.hpp"
#include "net/oauth1.hpp"
#include "platform/mastodon_sign_in.hpp"
#include "platform/x_sign_in.hpp"

#include <optional>

namespace glossd::daemon {

using model::Result;

namespace {

constexpr std::chrono::seconds sign_in_patience{30};

model::Reply ask(const model::HttpRequest& request) {
    return perform_now(request, sign_in_patience);
}

class MastodonSignIn : public SignIn {
  public:
    explicit MastodonSignIn(std::string server) : server_(std::move(server)) {}

    // Servers take few registrations from one address, so there is one a login.
    Result<Invitation> invite() override {
        if (!app_) {
            const auto app =
                platform::read_mastodon_registration(ask(platform::mastodon_registration(server_)));
            if (!app) return tl::make_unexpected(app.error());
            app_ = *app;
        }
        return Invitation{platform::mastodon_consent_url(server_, *app_), "code", ""};
    }

    Result<SignedIn> finish(const std::string& pasted) override {
        const auto token = platform::read_mastodon_token(
            ask(platform::mastodon_token_request(server_, *app_, pasted)));
        if (!token) return tl::make_unexpected(token.error());
        const auto handle = mastodon_owner(server_, token->access);
        if (!handle) return tl::make_unexpected(handle.error());
        return SignedIn{*handle, {{"token", token->access}}, token->lifetime};
    }

  private:
    std::string server_;
    std::optional<platform::MastodonApp> app_;
};

class XPinSignIn : public SignIn {
  public:
    XPinSignIn(std::string base_url, model::OAuth1Keys app)
        : base_url_(std::move(base_url)), app_(std::move(app)) {}

    Result<Invitation> invite() override {
        const auto asking =
            platform::read_x_request_token(app_, ask(platform::x_request_token(base_url_, app_)));
        if (!asking) return tl::make_unexpected(asking.error());
        asking_ = *asking;
        return Invitation{platform::x_pin_url(base_url_, asking_), "PIN", ""};
    }

    Result<SignedIn> finish(const std::string& pasted) override {
        const auto made = platform::read_x_access_token(
            ask(platform::x_access_token(base_url_, asking_, pasted)));
        if (!made) return tl::make_unexpected(made.error());
        return SignedIn{
            made->handle, {{"access_token", made->token}, {"access_secret", made->secret}}, {}};
    }

  private:
    std::string base_url_;
    model::OAuth1Keys app_;
    model::OAuth1Keys asking_;  // with the request token
};

class XConsentSignIn : public SignIn {
  public:
    XConsentSignIn(std::string base_url, const XApp& app)
        : base_url_(std::move(base_url)),
          grant_{base_url_ + "/2/oauth2/token", app.client_id, app.client_secret, {}},
          consent_{app.client_id, app.redirect_uri,
                   app.posts ? platform::x_posting : platform::x_reading, net::oauth1_nonce(),
                   // 64 characters; 43 are the least (RFC 7636 section 4.1).
                   net::oauth1_nonce() + net::oauth1_nonce()} {}

    Result<Invitation> invite() override {
        return Invitation{platform::x_consent_url(base_url_, consent_), "address",
                          "The browser then ends on a page that it cannot show; its address is "
                          "what is needed, within 30 seconds."};
    }

    Result<SignedIn> finish(const std::string& pasted) override {
        const auto code = platform::read_x_redirect(consent_, pasted);
        if (!code) return tl::make_unexpected(code.error());
        const auto tokens = platform::read_x_tokens(
            ask(net::code_request(grant_, {*code, consent_.redirect_uri, consent_.verifier})));
        if (!tokens) return tl::make_unexpected(tokens.error());
        const auto handle =
            platform::read_x_who(ask(platform::x_who_request(base_url_, tokens->access)));
        if (!handle) return tl::make_unexpected(handle.error());
        return SignedIn{*handle, {{"refresh_token", tokens->refresh}}, {}};
    }

  private:
    std::string base_url_;
    model::OAuth2Grant grant_;
    platform::XConsent consent_;
};

}  // namespace

std::unique_ptr<SignIn> mastodon_sign_in(const std::string& server) {
    return std::make_unique<MastodonSignIn>(server);
}

Result<std::string> mastodon_owner(const std::string& server, const std::string& token) {
    return platform::read_mastodon_who(server, ask(platform::mastodon_who_request(server, token)));
}

std::unique_ptr<SignIn> x_pin_sign_in(const std::string& base_url, const model::OAuth1Keys& app) {
    return std::make_unique<XPinSignIn>(base_url, app);
}

std::unique_ptr<SignIn> x_consent_sign_in(const std::string& base_url, const XApp& app) {
    return std::make_unique<XConsentSignIn>(base_url, app);
}

Result<void> check_x_reader(const std::string& base_url, const std::string& bearer,
                            const std::string& username) {
    const auto known =
        platform::read_x_who(ask(platform::x_reader_request(base_url, bearer, username)));
    if (!known) return tl::make_unexpected(known.error());
    return {};
}

}  // namespace glossd::daemon
