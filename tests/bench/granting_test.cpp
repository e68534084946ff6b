// How the pretended Mastodon and X hand out tokens: what they take, and what not.
#include "bench/client.hpp"
#include "bench/mastodon_stand_in.hpp"
#include "bench/x_stand_in.hpp"
#include "net/oauth2.hpp"
#include "platform/form.hpp"
#include "platform/mastodon_sign_in.hpp"
#include "platform/x_sign_in.hpp"

using namespace glossd;
using namespace glossd::bench;
using test::Client;

namespace {

MastodonOptions one_account() {
    MastodonOptions options;
    options.accounts = {{.username = "ana", .token = ""}};
    return options;
}

XOptions one_app() {
    XOptions options;
    options.accounts = {{.username = "ana"}};
    options.app = {"key", "secret", "app-id", "", "http://127.0.0.1/glossd"};
    return options;
}

const platform::XConsent consent{"app-id", "http://127.0.0.1/glossd", platform::x_posting, "state",
                                 "verifier-verifier-verifier-verifier-verifier"};

}  // namespace

TEST_CASE("a code of Mastodon is good once, for its application, and until it ends") {
    const auto server = MastodonStandIn::start(one_account());
    REQUIRE(server);
    Client client;
    const auto& url = (*server)->url();
    const auto app =
        platform::read_mastodon_registration(client.send(platform::mastodon_registration(url)));
    REQUIRE(app);
    const auto buy = [&](const platform::MastodonApp& by, const std::string& code) {
        return Client::reply(client.send(platform::mastodon_token_request(url, by, code)));
    };
    const auto consent_url = platform::mastodon_consent_url(url, *app);
    const auto code = (*server)->allow(consent_url, "ana");
    CHECK(buy({app->client_id, "wrong"}, code).status == 401);
    CHECK(buy(*app, code + "x").status == 400);
    const auto bought = buy(*app, code);
    REQUIRE(bought.status == 200);
    CHECK(buy(*app, code).status == 400);
    const auto late = (*server)->allow(consent_url, "ana");
    (*server)->expire_codes();
    CHECK(buy(*app, late).status == 400);
    CHECK((*server)->allow(url + "/oauth/authorize?client_id=nobody", "ana").empty());

    Client owner(test::json_of(bought)["access_token"]);
    CHECK(owner.get(url + "/api/v1/accounts/verify_credentials").status == 200);
    CHECK(owner.post(url + "/api/v1/statuses", {{"status", "hello"}}).status == 200);
}

TEST_CASE("a token of Mastodon does what was allowed and no more") {
    const auto server = MastodonStandIn::start(one_account());
    REQUIRE(server);
    Client client;
    const auto& url = (*server)->url();
    const auto made = Client::reply(client.send(platform::form_request(
        url + "/api/v1/apps", {{"client_name", "reader"},
                               {"redirect_uris", "urn:ietf:wg:oauth:2.0:oob"},
                               {"scopes", "read"}})));
    const platform::MastodonApp app{test::json_of(made)["client_id"],
                                    test::json_of(made)["client_secret"]};
    const auto page = url + "/oauth/authorize?response_type=code&client_id=" + app.client_id +
                      "&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scope=";
    CHECK((*server)->allow(page + "write", "ana").empty());
    const auto code = (*server)->allow(page + "read", "ana");
    const auto token = platform::read_mastodon_token(
        client.send(platform::mastodon_token_request(url, app, code)));
    REQUIRE(token);
    Client owner(token->access);
    CHECK(owner.post(url + "/api/v1/statuses", {{"status", "hello"}}).status == 403);
}

TEST_CASE("a server takes so many applications, then no more for a while") {
    auto options = one_account();
    options.registrations = 1;
    const auto server = MastodonStandIn::start(options);
    REQUIRE(server);
    Client client;
    const auto request = platform::mastodon_registration((*server)->url());
    CHECK(Client::reply(client.send(request)).status == 200);
    CHECK(Client::reply(client.send(request)).status == 429);
}

TEST_CASE("a PIN of X is good once, with the request token it was shown for") {
    const auto x = XStandIn::start(one_app());
    REQUIRE(x);
    Client client;
    const auto& url = (*x)->url();
    const model::OAuth1Keys app{"key", "secret", "", ""};
    CHECK(
        Client::reply(client.send(platform::x_request_token(url, {"key", "no", "", ""}))).status ==
        401);
    const auto asking =
        platform::read_x_request_token(app, client.send(platform::x_request_token(url, app)));
    REQUIRE(asking);
    const auto buy = [&](const std::string& pin) {
        return Client::reply(client.send(platform::x_access_token(url, *asking, pin)));
    };
    CHECK(buy("").status == 401);
    const auto pin = (*x)->allow(platform::x_pin_url(url, *asking), "ana");
    CHECK(buy(pin + "1").status == 401);
    const auto bought = buy(pin);
    REQUIRE(bought.status == 200);
    CHECK(platform::form_value(bought.body, "screen_name") == "ana");
    CHECK(buy(pin).status == 401);
    model::HttpRequest me;
    me.url = url + "/2/users/me";
    me.credential =
        model::OAuth1Keys{"key", "secret", platform::form_value(bought.body, "oauth_token"),
                          platform::form_value(bought.body, "oauth_token_secret")};
    CHECK(Client::reply(client.send(me)).status == 200);
}

TEST_CASE("a code of X is good once, for its verifier and its address") {
    const auto x = XStandIn::start(one_app());
    REQUIRE(x);
    Client client;
    const auto& url = (*x)->url();
    const auto buy = [&](const std::string& id, const net::AuthorizationCode& code) {
        const model::OAuth2Grant grant{url + "/2/oauth2/token", id, "", ""};
        return Client::reply(client.send(net::code_request(grant, code)));
    };
    const auto page = platform::x_consent_url(url, consent);
    const auto code = [&] { return *platform::read_x_redirect(consent, (*x)->allow(page, "ana")); };
    CHECK(buy("another", {code(), consent.redirect_uri, consent.verifier}).status == 401);
    CHECK(buy("app-id", {code(), consent.redirect_uri, "guessed"}).status == 400);
    CHECK(buy("app-id", {code(), "http://127.0.0.1/other", consent.verifier}).status == 400);
    const auto good = code();
    const auto bought = buy("app-id", {good, consent.redirect_uri, consent.verifier});
    REQUIRE(bought.status == 200);
    CHECK(buy("app-id", {good, consent.redirect_uri, consent.verifier}).status == 400);
    const auto late = code();
    (*x)->expire_codes();
    CHECK(buy("app-id", {late, consent.redirect_uri, consent.verifier}).status == 400);
    auto elsewhere = consent;
    elsewhere.redirect_uri = "http://127.0.0.1/other";
    CHECK((*x)->allow(platform::x_consent_url(url, elsewhere), "ana").empty());
    const auto tokens = platform::read_x_tokens(bought);
    REQUIRE(tokens);
    CHECK(*platform::read_x_who(client.send(platform::x_who_request(url, tokens->access))) ==
          "@ana");
}
