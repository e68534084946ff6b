#include "net/http_client.hpp"

#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <thread>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;

TEST_CASE("a request goes out whole and its reply comes back") {
    std::string seen;
    RawServer server([&](Peer& peer) {
        seen = peer.request();
        peer.send("HTTP/1.1 201 Made\r\nX-One: 1\r\nx-two:  a%20b \r\nContent-Length: 2\r\n\r\nhi");
    });
    auto request = post(server.url("/a%2Fb?q=1&r=%26"), "{\"x\":1}");
    request.headers.emplace_back("Authorization", "Bearer secret");
    const auto reply = ask(request);
    REQUIRE(std::holds_alternative<model::HttpReply>(reply));
    const auto& good = std::get<model::HttpReply>(reply);
    CHECK(good.status == 201);
    CHECK(good.body == "hi");
    CHECK(good.url == request.url);
    CHECK(*good.header("X-TWO") == "a%20b");
    CHECK(seen.starts_with("POST /a%2Fb?q=1&r=%26 HTTP/1.1\r\n"));
    for (const auto* line :
         {"\r\nHost: 127.0.0.1:", "\r\nAuthorization: Bearer secret\r\n",
          "\r\nAccept-Encoding: gzip, br\r\n", "\r\nContent-Length: 7\r\n",
          "\r\nContent-Type: application/json\r\n",
          "\r\nUser-Agent: glossd/" GLOSSD_VERSION " (+https://github.com/glossd/glossd)\r\n",
          "\r\n\r\n{\"x\":1}"}) {
        CAPTURE(line);
        CHECK(seen.find(line) != std::string::npos);
    }
    CHECK(seen.find("Connection: close") == std::string::npos);
}

TEST_CASE("a body of many megabytes goes both ways") {
    std::string big(5'000'000, 'x');
    RawServer server([&](Peer& peer) { peer.reply(peer.request().substr(0, 0) + big); });
    CHECK(body_of(ask(post(server.url(), big))) == big);
}

TEST_CASE("replies without a body end at their head") {
    RawServer server([&](Peer& peer) {
        while (true) {
            const auto request = peer.request();
            if (request.empty()) return;
            if (request.starts_with("HEAD"))
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            else if (request.starts_with("GET /304"))
                peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n");
            else
                peer.send("HTTP/1.1 204 No Content\r\n\r\n");
        }
    });
    net::HttpClient client({});
    auto head = get(server.url());
    head.method = "HEAD";
    CHECK(std::get<model::HttpReply>(ask(client, head)).status == 200);
    CHECK(std::get<model::HttpReply>(ask(client, get(server.url("/304")))).status == 304);
    CHECK(std::get<model::HttpReply>(ask(client, get(server.url("/204")))).status == 204);
    CHECK(client.stats().opened == 1);
}

TEST_CASE("interim replies are read past") {
    RawServer server([&](Peer& peer) {
        peer.request();
        peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
        peer.reply("done");
    });
    CHECK(body_of(ask(get(server.url()))) == "done");
}

TEST_CASE("a request that would break out of its lines is refused unsent") {
    RawServer server([](Peer& peer) { peer.reply("never"); });
    std::vector<model::HttpRequest> bad(7, get(server.url()));
    bad[0].headers = {{"X-Name", "value\r\nInjected: 1"}};
    bad[1].headers = {{"X-Name\r\nInjected", "1"}};
    bad[2].url += "x\r\nInjected: 1";
    bad[3].method = "GET / HTTP/1.1\r\nX:";
    bad[4].headers = {{"X-Name", std::string("a\0b", 3)}};
    bad[5].headers = {{"Content-Length", "5"}};
    bad[6].headers = {{"", "empty"}};
    for (const auto& request : bad) {
        const auto reply = ask(request);
        CHECK(kind_of(reply) == model::ErrorKind::invalid_input);
        CHECK_FALSE(maybe_received(reply));
        CHECK_FALSE(mentions(reply, "Injected"));
    }
    CHECK(server.connections() == 0);
}

TEST_CASE("bytes that may not stand in a request line are escaped") {
    std::string seen;
    RawServer server([&](Peer& peer) {
        seen = peer.request();
        peer.reply("");
    });
    ask(get(server.url("/caf\xc3\xa9?q=\xc3\xbc|{x}")));
    CHECK(seen.starts_with("GET /caf%C3%A9?q=%C3%BC%7C%7Bx%7D HTTP/1.1\r\n"));
}

TEST_CASE("credentials in the address become a header and are shown nowhere") {
    std::string seen;
    RawServer server([&](Peer& peer) {
        seen = peer.request();
        peer.reply("");
    });
    auto url = server.url("/feed");
    url.insert(7, "user:p%40ss@");
    const auto reply = ask(get(url));
    CHECK(seen.find("\r\nAuthorization: Basic dXNlcjpwQHNz\r\n") != std::string::npos);
    CHECK(std::get<model::HttpReply>(reply).url == server.url("/feed"));
}

TEST_CASE("an error names method, origin and path and no secret") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.reset();
    });
    auto request = post(server.url("/bot123456:AAEhBOweik6ad9r/sendMessage?key=hidden"), "hidden");
    request.headers.emplace_back("X-Api-Key", "hidden");
    const auto reply = ask(request);
    CHECK(mentions(reply, "POST http://127.0.0.1:"));
    CHECK(mentions(reply, "/sendMessage"));
    CHECK_FALSE(mentions(reply, "hidden"));
    CHECK_FALSE(mentions(reply, "AAEhBOweik6ad9r"));
}

TEST_CASE("nobody listening is certain not to have received anything") {
    std::uint16_t port = 0;
    {
        port = RawServer([](Peer&) {}).port();
    }
    const auto reply = ask(post("http://127.0.0.1:" + std::to_string(port) + "/", "x"));
    CHECK(kind_of(reply) == model::ErrorKind::network);
    CHECK_FALSE(maybe_received(reply));
    CHECK(mentions(reply, "cannot connect to 127.0.0.1:"));
    CHECK(mentions(reply, "refused"));
}

TEST_CASE("an address from content may not lead into a private network, however it is written") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.reply("secret");
    });
    const auto port = std::to_string(server.port());
    for (const auto* host : {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "017700000001",
                             "[::ffff:127.0.0.1]", "[::1]", "0"}) {
        CAPTURE(host);
        auto request = get(std::string("http://") + host + ":" + port + "/");
        request.trust = model::Trust::content;
        const auto reply = ask(request);
        CHECK(kind_of(reply) == model::ErrorKind::refused);
        CHECK_FALSE(maybe_received(reply));
    }
    CHECK(server.connections() == 0);
}

TEST_CASE("a connection of a trusted address is not lent to content") {
    RawServer server([](Peer& peer) {
        while (!peer.request().empty()) peer.reply("secret");
    });
    net::HttpClient client({});
    auto request = get(server.url());
    CHECK(body_of(ask(client, request)) == "secret");
    request.trust = model::Trust::content;
    CHECK(kind_of(ask(client, request)) == model::ErrorKind::refused);
}

TEST_CASE("allow_private_addresses opens private networks to content") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.reply("ours");
    });
    net::HttpOptions options;
    options.allow_private_addresses = true;
    net::HttpClient client(options);
    auto request = get(server.url());
    request.trust = model::Trust::content;
    CHECK(body_of(ask(client, request)) == "ours");
}

TEST_CASE("an address that is none is refused") {
    for (const auto* url :
         {"", "nonsense", "ftp://example.org/", "http://", "file:///etc/passwd"}) {
        CAPTURE(url);
        const auto reply = ask(get(url));
        CHECK(kind_of(reply) == model::ErrorKind::invalid_input);
        CHECK_FALSE(maybe_received(reply));
    }
}
