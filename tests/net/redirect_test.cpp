#include "net/redirect.hpp"

#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;
using model::HttpReply;
using model::HttpRequest;

namespace {

HttpReply redirect(int status, const std::string& to) {
    HttpReply reply;
    reply.status = status;
    reply.headers = {{"location", to}};
    return reply;
}

HttpRequest next(const HttpRequest& request, int status, const std::string& to) {
    const auto hop = net::next_hop(request, request, redirect(status, to));
    REQUIRE(hop);
    REQUIRE(*hop);
    return **hop;
}

RawServer::Handler redirects_to(std::string where) {
    return [=](Peer& peer) {
        while (!peer.request().empty())
            peer.send("HTTP/1.1 302 Found\r\nLocation: " + where + "\r\nContent-Length: 0\r\n\r\n");
    };
}

HttpRequest following(const std::string& url) {
    auto request = get(url);
    request.follow_redirects = true;
    return request;
}

}  // namespace

TEST_CASE("a redirect within an origin keeps credentials and trust") {
    auto request = get("https://a.example/x");
    request.headers = {{"Authorization", "Bearer t"}, {"Accept", "text/xml"}};
    const auto hop = next(request, 301, "/y?z=%26");
    CHECK(hop.url == "https://a.example/y?z=%26");
    CHECK(hop.headers == request.headers);
    CHECK(hop.trust == model::Trust::configured);
}

TEST_CASE("a redirect to another origin drops what is not known to be harmless") {
    auto request = get("https://a.example/x");
    request.headers = {{"Authorization", "Bearer t"},
                       {"X-Api-Key", "k"},
                       {"Cookie", "c"},
                       {"Accept", "text/xml"},
                       {"if-none-match", "\"1\""}};
    for (const auto* to :
         {"https://b.example/", "https://a.example:8443/", "//a.example.b.example/"}) {
        CAPTURE(to);
        const auto hop = next(request, 302, to);
        CHECK(hop.headers == model::Headers{{"Accept", "text/xml"}, {"if-none-match", "\"1\""}});
        CHECK(hop.trust == model::Trust::content);
    }
}

TEST_CASE("only the origin that was asked first regains its trust") {
    const auto first = get("https://a.example/x");
    auto current = get("https://b.example/y");
    current.trust = model::Trust::content;
    const auto back = net::next_hop(first, current, redirect(302, "https://a.example/z"));
    CHECK((*back)->trust == model::Trust::configured);
    const auto stay = net::next_hop(first, current, redirect(302, "/z"));
    CHECK((*stay)->trust == model::Trust::content);
    auto content = first;
    content.trust = model::Trust::content;
    CHECK((*net::next_hop(content, current, redirect(302, "https://a.example/z")))->trust ==
          model::Trust::content);
}

TEST_CASE("a redirected POST becomes a GET or stays what it is, as its status says") {
    const auto request = post("https://a.example/x", "body");
    for (const int status : {301, 302, 303}) {
        const auto hop = next(request, status, "/y");
        CHECK(hop.method == "GET");
        CHECK(hop.body.empty());
        CHECK(hop.headers.empty());
    }
    for (const int status : {307, 308}) {
        const auto hop = next(request, status, "/y");
        CHECK(hop.method == "POST");
        CHECK(hop.body == "body");
    }
}

TEST_CASE("https is never given up") {
    const auto request = get("https://a.example/x");
    const auto hop = net::next_hop(request, request, redirect(302, "http://a.example/secret"));
    REQUIRE_FALSE(hop);
    CHECK(hop.error().kind == ErrorKind::refused);
    CHECK(hop.error().message.find("secret") == std::string::npos);
}

TEST_CASE("what leads nowhere is a plain reply") {
    const auto request = get("https://a.example/x");
    for (const auto& reply : {redirect(304, "/y"), redirect(200, "/y"), redirect(300, "/y"),
                              redirect(302, "ftp://a.example/"), redirect(302, "mailto:a@b"),
                              HttpReply{302, {}, "", "", {}}}) {
        const auto hop = net::next_hop(request, request, reply);
        REQUIRE(hop);
        CHECK_FALSE(*hop);
    }
}

TEST_CASE("redirects are followed on request only, and recorded") {
    RawServer server([](Peer& peer) {
        while (true) {
            const auto request = peer.request();
            if (request.empty()) return;
            if (request.starts_with("GET /end"))
                peer.reply("here");
            else
                peer.send(
                    "HTTP/1.1 301 Moved\r\nLocation: /end?x=%2F\r\nContent-Length: 0\r\n\r\n");
        }
    });
    const auto plain = ask(get(server.url()));
    CHECK(std::get<HttpReply>(plain).status == 301);
    CHECK(std::get<HttpReply>(plain).redirects.empty());
    const auto followed = ask(following(server.url()));
    CHECK(body_of(followed) == "here");
    CHECK(std::get<HttpReply>(followed).url == server.url("/end?x=%2F"));
    CHECK(std::get<HttpReply>(followed).redirects ==
          std::vector<model::Redirect>{{301, server.url("/end?x=%2F")}});
}

TEST_CASE("a redirect loop ends after five hops") {
    RawServer server(redirects_to("/again"));
    net::HttpClient client({});
    const auto reply = ask(client, following(server.url()));
    CHECK(kind_of(reply) == ErrorKind::protocol);
    CHECK(maybe_received(reply));
    CHECK(mentions(reply, "five redirects"));
    CHECK(client.stats().reused == 5);
}

TEST_CASE("a redirect into a private network is refused, even from a trusted private host") {
    RawServer inner([](Peer& peer) { peer.reply("secret"); });
    RawServer outer(redirects_to(inner.url("/metadata?key=hidden")));
    const auto reply = ask(following(outer.url()));
    CHECK(kind_of(reply) == ErrorKind::refused);
    CHECK(maybe_received(reply));
    CHECK(mentions(reply, "not a public address"));
    CHECK_FALSE(mentions(reply, "hidden"));
    CHECK(inner.connections() == 0);
}

TEST_CASE("allowed private addresses are redirected to without the credentials") {
    std::string seen;
    RawServer inner([&](Peer& peer) {
        seen = peer.request();
        peer.reply("ours");
    });
    RawServer outer(redirects_to(inner.url()));
    net::HttpOptions options;
    options.allow_private_addresses = true;
    net::HttpClient client(options);
    auto request = following(outer.url());
    request.headers = {{"Authorization", "Bearer secret"}};
    CHECK(body_of(ask(client, request)) == "ours");
    CHECK(seen.find("secret") == std::string::npos);
}

TEST_CASE("one deadline covers all hops") {
    RawServer server([](Peer& peer) {
        while (!peer.request().empty() && peer.open_after(90ms))
            peer.send("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
    });
    const Stopwatch watch;
    CHECK(kind_of(ask(following(server.url()), 200ms)) == ErrorKind::timeout);
    CHECK(watch.elapsed() < 1s);
}
