#include "platform/x_sign_in.hpp"

#include "platform/form.hpp"
#include "platform/signing_in.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::platform;
using model::ErrorKind;

namespace {

const std::string base = "https://api.x.com";
const model::OAuth1Keys x_app{"key", "secret", "", ""};
const XConsent consent{"app-id", "http://127.0.0.1/glossd", x_posting, "st/ate", "verifier"};

}  // namespace

TEST_CASE("a request token is asked for out of band, signed by the app alone") {
    const auto request = x_request_token(base, x_app);
    CHECK(request.url == "https://api.x.com/oauth/request_token");
    CHECK(request.body == "oauth_callback=oob");
    CHECK(request.credential == model::Credential(x_app));
    const auto asking = read_x_request_token(
        x_app, reply(200, "oauth_token=a&oauth_token_secret=b%2F&oauth_callback_confirmed=true"));
    REQUIRE(asking);
    CHECK(*asking == model::OAuth1Keys{"key", "secret", "a", "b/"});
    CHECK(x_pin_url(base, *asking) ==
          "https://api.x.com/oauth/authorize?oauth_token=a&force_login=true");
    CHECK(x_access_token(base, *asking, "123").body == "oauth_verifier=123");
}

TEST_CASE("a PIN buys tokens that are kept; a wrong one may be followed by another") {
    const auto made = read_x_access_token(
        reply(200, "oauth_token=t&oauth_token_secret=s&user_id=1&screen_name=news_es"));
    REQUIRE(made);
    CHECK(*made == XSignedIn{"@news_es", "t", "s"});
    CHECK(read_x_access_token(reply(401, "Invalid oauth_verifier")).error().kind ==
          ErrorKind::invalid_input);
    CHECK(read_x_access_token(reply(503, "")).error().kind == ErrorKind::network);
}

TEST_CASE("keys that X does not know are the operator's to mend") {
    const auto refused = read_x_request_token(
        x_app, reply(401, R"({"errors":[{"code":32,"message":"Could not authenticate you."}]})"));
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(holds(refused.error().message, "Could not authenticate you."));
}

TEST_CASE("the consent names scopes, state and the challenge, not the verifier") {
    const auto url = x_consent_url(base, consent);
    CHECK(url.starts_with("https://x.com/i/oauth2/authorize?response_type=code&client_id=app-id&"));
    CHECK(holds(url, "offline.access"));
    CHECK(holds(url, "media.write"));
    CHECK(holds(url, "state=st%2Fate"));
    CHECK(holds(url, "code_challenge_method=S256"));
    CHECK_FALSE(holds(url, "verifier"));
}

TEST_CASE("only the address that answers this consent gives a code") {
    const auto at = [](const std::string& query) {
        return read_x_redirect(consent, consent.redirect_uri + query);
    };
    const auto code = at("?state=st%2Fate&code=c%20d#_");
    REQUIRE(code);
    CHECK(*code == "c d");
    CHECK(holds(at("?state=other&code=c").error().message, "another sign-in"));
    CHECK(holds(at("?code=c").error().message, "another sign-in"));
    CHECK(holds(at("?state=st%2Fate").error().message, "no code"));
    CHECK(holds(read_x_redirect(consent, "abc").error().message, "http://127.0.0.1/glossd?"));
    CHECK(holds(
        read_x_redirect(consent, "http://127.0.0.1/other?state=st%2Fate&code=c").error().message,
        "not the address"));
    const auto denied = at("?error=access_denied&state=st%2Fate");
    CHECK(denied.error().kind == ErrorKind::refused);
}

TEST_CASE("tokens without a refresh token, old codes and unknown apps are told apart") {
    CHECK(read_x_tokens(reply(200, R"({"access_token":"a","refresh_token":"r"})"))->refresh == "r");
    CHECK(holds(read_x_tokens(reply(200, R"({"access_token":"a"})")).error().message,
                "offline.access"));
    CHECK(read_x_tokens(reply(400, R"({"error":"invalid_request"})")).error().kind ==
          ErrorKind::invalid_input);
    CHECK(read_x_tokens(reply(401, R"({"error":"unauthorized_client"})")).error().kind ==
          ErrorKind::config);
}

TEST_CASE("whose token it is, and an account that X has locked") {
    CHECK(*read_x_who(reply(200, R"({"data":{"id":"1","username":"ana"}})")) == "@ana");
    const auto locked = read_x_who(
        reply(403, R"({"title":"Forbidden","detail":"Your account is temporarily locked."})"));
    CHECK(holds(locked.error().message, "temporarily locked"));
    CHECK(holds(x_reader_request(base, "b", "NASA").url, "/2/users/by/username/NASA"));
}
