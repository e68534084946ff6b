#include "platform/mastodon_sign_in.hpp"

#include "platform/form.hpp"
#include "platform/signing_in.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::platform;
using model::ErrorKind;

namespace {

const std::string server = "https://mastodon.example";
const MastodonApp mastodon_app{"id+1", "app-secret"};

}  // namespace

TEST_CASE("an application registers for what publishing and reading back need, and no more") {
    const auto request = mastodon_registration(server);
    CHECK(request.method == "POST");
    CHECK(request.url == server + "/api/v1/apps");
    CHECK(form_value(request.body, "redirect_uris") == "urn:ietf:wg:oauth:2.0:oob");
    CHECK(form_value(request.body, "scopes") ==
          "read:accounts read:statuses write:statuses write:media");
    const auto made =
        read_mastodon_registration(reply(200, R"({"id":"7","client_id":"a","client_secret":"b"})"));
    REQUIRE(made);
    CHECK(*made == MastodonApp{"a", "b"});
}

TEST_CASE("the owner is asked to sign in even where somebody is signed in") {
    const auto url = mastodon_consent_url(server, mastodon_app);
    CHECK(url.starts_with(server + "/oauth/authorize?response_type=code&client_id=id%2B1&"));
    CHECK(form_value(url, "force_login") == "true");
    CHECK(holds(url, "read%3Aaccounts%20read%3Astatuses"));
}

TEST_CASE("a code that is refused may be followed by another; a trouble of the server may not") {
    const auto token = read_mastodon_token(
        reply(200, R"({"access_token":"t","token_type":"Bearer","scope":"read","created_at":1})"));
    REQUIRE(token);
    CHECK(*token == MastodonToken{"t", {}});
    const auto ending =
        read_mastodon_token(reply(200, R"({"access_token":"t","expires_in":3600})"));
    CHECK(ending->lifetime == std::chrono::hours(1));

    const auto wrong = read_mastodon_token(reply(400, R"({"error":"invalid_grant"})"));
    CHECK(wrong.error().kind == ErrorKind::invalid_input);
    CHECK(read_mastodon_token(reply(401, R"({"error":"invalid_client"})")).error().kind ==
          ErrorKind::protocol);
    CHECK(read_mastodon_token(reply(503, "busy")).error().kind == ErrorKind::network);
    CHECK(read_mastodon_token(reply(429, "{}")).error().kind == ErrorKind::network);
    CHECK(read_mastodon_token(reply(200, "<html>")).error().kind == ErrorKind::protocol);
}

TEST_CASE("who signed in is told with the server, and an account that is locked is told") {
    const auto handle =
        read_mastodon_who(server, reply(200, R"({"id":"1","username":"ana","acct":"ana",
                               "url":"https://social.example/@ana"})"));
    REQUIRE(handle);
    CHECK(*handle == "@ana@social.example");
    const auto locked =
        read_mastodon_who(server, reply(403, R"({"error":"Your login is currently disabled"})"));
    CHECK(locked.error().kind == ErrorKind::refused);
    CHECK(holds(locked.error().message, "locked"));
}

TEST_CASE("what is no Mastodon server is told from the first reply") {
    for (const auto& other : {reply(404, "<h1>Not found"), reply(200, "<p>Welcome"),
                              reply(200, R"({"client_id":"a"})")}) {
        const auto read = read_mastodon_registration(other);
        REQUIRE_FALSE(read);
        CHECK(holds(read.error().message, "is `server` right?"));
    }
    CHECK(read_mastodon_registration(reply(301, "")).error().kind == ErrorKind::config);
    const model::Reply lost = model::ExchangeFailure{{ErrorKind::timeout, "late"}, true};
    CHECK(read_mastodon_registration(lost).error().message == "late");
}
