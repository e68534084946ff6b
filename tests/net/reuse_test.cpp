// Kept-alive connections: how many are opened, when they are let go, and what happens to a
// request that meets one which the server has just closed.
#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <future>
#include <thread>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;

namespace {

void serve(Peer& peer) {
    while (!peer.request().empty()) peer.reply("ok");
}

}  // namespace

TEST_CASE("a hundred requests from eight threads share a few connections") {
    RawServer server(serve);
    net::HttpClient client({});
    std::atomic<int> good{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int n = i; n < 100; n += 8)
                    good += body_of(ask(client, get(server.url()))) == "ok";
            });
    }
    CHECK(good == 100);
    CHECK(server.connections() <= 8);
    const auto stats = client.stats();
    CHECK(stats.opened == static_cast<std::uint64_t>(server.connections()));
    CHECK(stats.opened + stats.reused == 100);
    CHECK(stats.idle == stats.opened);
}

TEST_CASE("a connection that the server closed while idle is not used again") {
    std::promise<void> closed;
    RawServer server([&](Peer& peer) {
        peer.request();
        peer.reply("ok");
        peer.shut();
        if (peer.number == 0) closed.set_value();
    });
    net::HttpClient client({});
    CHECK(body_of(ask(client, post(server.url(), "1"))) == "ok");
    closed.get_future().wait();
    CHECK(body_of(ask(client, post(server.url(), "2"))) == "ok");
    CHECK(client.stats().reused == 0);
}

TEST_CASE("a GET whose reused connection closes without a word is sent once more") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.reply("ok");
        if (peer.number == 0)
            peer.request();
        else
            serve(peer);
    });
    net::HttpClient client({});
    CHECK(body_of(ask(client, get(server.url()))) == "ok");
    CHECK(body_of(ask(client, get(server.url()))) == "ok");
    CHECK(server.connections() == 2);
}

TEST_CASE("a POST whose reused connection closes without a word is not sent again") {
    std::atomic<int> posts{0};
    RawServer server([&](Peer& peer) {
        peer.request();
        peer.reply("ok");
        if (!peer.request().empty()) ++posts;
    });
    net::HttpClient client({});
    CHECK(body_of(ask(client, get(server.url()))) == "ok");
    const auto reply = ask(client, post(server.url(), "once"));
    CHECK(kind_of(reply) == ErrorKind::network);
    CHECK(maybe_received(reply));
    CHECK(server.connections() == 1);
    CHECK(posts == 1);
}

TEST_CASE("a fresh connection that closes without a word is not tried twice") {
    RawServer server([](Peer& peer) { peer.request(); });
    net::HttpClient client({});
    CHECK(maybe_received(ask(client, get(server.url()))));
    CHECK(server.connections() == 1);
}

TEST_CASE("half an answer on a reused connection is not asked for again") {
    RawServer server([](Peer& peer) {
        peer.request();
        peer.reply("ok");
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    net::HttpClient client({});
    ask(client, get(server.url()));
    CHECK(kind_of(ask(client, get(server.url()))) == ErrorKind::network);
    CHECK(server.connections() == 1);
}

TEST_CASE("a server that wants to close is left") {
    for (const auto* headers :
         {"Connection: close\r\n", "Connection: foo, Close\r\n", "Keep-Alive: timeout=1\r\n"}) {
        CAPTURE(headers);
        RawServer server([=](Peer& peer) {
            while (!peer.request().empty()) peer.reply("ok", headers);
        });
        net::HttpClient client({});
        ask(client, get(server.url()));
        CHECK(client.stats().idle == 0);
    }
}

TEST_CASE("HTTP/1.0 closes unless it says otherwise") {
    for (const std::string option : {"", "Connection: Keep-Alive\r\n"}) {
        RawServer server([=](Peer& peer) {
            while (!peer.request().empty())
                peer.send("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n" + option + "\r\nok");
        });
        net::HttpClient client({});
        CHECK(body_of(ask(client, get(server.url()))) == "ok");
        CHECK(client.stats().idle == (option.empty() ? 0 : 1));
    }
}

TEST_CASE("no more idle connections are kept than allowed, in all and for one host") {
    RawServer one(serve);
    RawServer two(serve);
    net::HttpOptions options;
    options.max_connections = 1;
    net::HttpClient few(options);
    ask(few, get(one.url()));
    ask(few, get(two.url()));
    CHECK(few.stats().idle == 1);
    ask(few, get(two.url()));
    CHECK(few.stats().reused == 1);

    options.max_connections = 10;
    options.max_connections_per_host = 0;
    net::HttpClient none(options);
    ask(none, get(one.url()));
    CHECK(none.stats().idle == 0);
}

TEST_CASE("an idle connection is let go after its time") {
    RawServer server(serve);
    net::HttpOptions options;
    options.keep_alive = 1ms;
    net::HttpClient client(options);
    ask(client, get(server.url()));
    const Stopwatch watch;
    while (client.stats().idle > 0 && watch.elapsed() < 2s) std::this_thread::yield();
    CHECK(client.stats().idle == 0);
}
