#include "net/oauth2.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::net;

namespace {

const model::OAuth2Grant grant{"https://api.x.com/2/oauth2/token", "an app", "", "first token"};

model::Reply reply(int status, std::string body) {
    return model::HttpReply{status, {}, std::move(body), "", {}};
}

}  // namespace

TEST_CASE("a public client names itself in the form, a confidential one in the header") {
    const auto open = refresh_request(grant, "a/b");
    CHECK(open.method == "POST");
    CHECK(open.url == grant.token_url);
    CHECK(open.body == "grant_type=refresh_token&refresh_token=a%2Fb&client_id=an%20app");
    auto confidential = grant;
    confidential.client_secret = "s3cret";
    const auto closed = refresh_request(confidential, "a/b");
    CHECK(closed.body == "grant_type=refresh_token&refresh_token=a%2Fb");
    CHECK(closed.headers.back() ==
          std::pair<std::string, std::string>{"Authorization", "Basic YW4lMjBhcHA6czNjcmV0"});
}

TEST_CASE("the answer's refresh token replaces the one that was sent") {
    const auto tokens = read_refresh(
        reply(200, R"({"access_token":"a2","refresh_token":"r2","expires_in":7200})"), "r1");
    REQUIRE(tokens);
    CHECK(*tokens == OAuth2Tokens{"a2", "r2", std::chrono::hours(2)});
    CHECK(read_refresh(reply(200, R"({"access_token":"a2"})"), "r1")->refresh == "r1");
}

TEST_CASE("a refused token is told from a service in trouble, and nothing of it is shown") {
    const auto refused = read_refresh(
        reply(400, R"({"error":"invalid_grant","error_description":"token first token"})"), "r1");
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == RefreshFailure{"HTTP 400: invalid_grant", true, "invalid_grant"});
    CHECK_FALSE(read_refresh(reply(503, "<p>busy"), "r1").error().refused);
    CHECK_FALSE(read_refresh(reply(200, "[]"), "r1").error().refused);
    const model::Reply lost = model::ExchangeFailure{{model::ErrorKind::timeout, "late"}, true};
    CHECK(read_refresh(lost, "r1").error() == RefreshFailure{"late", false});
}

TEST_CASE("the challenge of a verifier is the one of RFC 7636") {
    CHECK(code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("a code is exchanged with the verifier, by a public or a confidential client") {
    const AuthorizationCode code{"c/1", "http://127.0.0.1/glossd", "verifier"};
    const std::string form =
        "grant_type=authorization_code&code=c%2F1&redirect_uri=http%3A%2F%2F127.0.0.1%2Fglossd"
        "&code_verifier=verifier";
    CHECK(code_request(grant, code).body == form + "&client_id=an%20app");
    auto confidential = grant;
    confidential.client_secret = "s3cret";
    const auto closed = code_request(confidential, code);
    CHECK(closed.body == form);
    CHECK(closed.headers.back().first == "Authorization");
}
