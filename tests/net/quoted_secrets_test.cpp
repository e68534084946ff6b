#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;

namespace {

// Refuses, and quotes the whole request.
void quote(Peer& peer) {
    const auto request = peer.request();
    peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: " + std::to_string(request.size()) +
              "\r\n\r\n" + request);
}

std::string quoted_for(const model::HttpRequest& request) {
    return body_of(ask(request));
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a refusal that quotes the credential is read without it") {
    RawServer server(quote);
    auto request = get(server.url("/me"));
    for (const auto& header : model::Headers{{"Authorization", "Bearer planted-token"},
                                             {"X-Api-Key", "planted-key-1"},
                                             {"x-goog-api-key", "planted-key-2"}}) {
        const auto& name = header.first;
        CAPTURE(name);
        request.headers = {header};
        const auto said = quoted_for(request);
        CHECK(contains(said, name));
        CHECK(contains(said, "***"));
        CHECK_FALSE(contains(said, "planted"));
    }
}

TEST_CASE("keys that sign, passwords in addresses and secrets in forms are hidden too") {
    RawServer server(quote);
    auto signing = get(server.url("/me"));
    signing.credential =
        model::OAuth1Keys{"planted-app", "planted-app-secret", "planted-token", "planted-secret"};
    CHECK(contains(quoted_for(signing), "oauth_token=\"***\""));
    CHECK_FALSE(contains(quoted_for(signing), "planted"));

    const auto port = std::to_string(server.port());
    const auto said = quoted_for(get("http://user:planted-word@127.0.0.1:" + port + "/"));
    CHECK(contains(said, "Authorization: Basic ***"));

    auto form = post(server.url("/token"), "grant_type=refresh_token&refresh_token=planted-first");
    form.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    CHECK(contains(quoted_for(form), "refresh_token=***"));
}

TEST_CASE("what succeeds is left as it came") {
    RawServer server([](Peer& peer) { peer.reply(peer.request()); });
    auto request = get(server.url());
    request.headers = {{"Authorization", "Bearer planted-token"}};
    CHECK(contains(quoted_for(request), "planted-token"));
}
