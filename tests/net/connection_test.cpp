#include "net/connection.hpp"

#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using net::Addresses;
using net::Connection;
using net::IpAddress;

TEST_CASE("addresses are tried in turn until one connects") {
    RawServer server([](Peer& peer) { peer.until_closed(); });
    const Addresses addresses = {*IpAddress::parse("::1"), *IpAddress::parse("127.0.0.2"),
                                 *IpAddress::parse("127.0.0.1")};
    const auto connection = Connection::open(addresses, server.port(), patience());
    REQUIRE(connection);
    CHECK(connection->peer().text() == "127.0.0.1");
}

TEST_CASE("when no address connects the last one says why") {
    std::uint16_t port = 0;
    {
        port = RawServer([](Peer&) {}).port();
    }
    const auto connection = Connection::open({*IpAddress::parse("127.0.0.1")}, port, patience());
    REQUIRE_FALSE(connection);
    CHECK(connection.error().message == "Connection refused");
    CHECK(Connection::open({}, port, patience()).error().kind == model::ErrorKind::network);
}

TEST_CASE("a connection with unread bytes or a closed end is stale") {
    RawServer silent([](Peer& peer) { peer.until_closed(); });
    const Addresses loopback = {*IpAddress::parse("127.0.0.1")};
    CHECK_FALSE(Connection::open(loopback, silent.port(), patience())->stale());

    RawServer closing([](Peer&) {});
    RawServer chatty([](Peer& peer) {
        peer.send("hello");
        peer.until_closed();
    });
    for (const auto port : {closing.port(), chatty.port()}) {
        const auto connection = Connection::open(loopback, port, patience());
        REQUIRE(connection);
        const Stopwatch watch;
        while (!connection->stale() && watch.elapsed() < 2s) std::this_thread::yield();
        CHECK(connection->stale());
    }
}

TEST_CASE("bytes are counted as the system takes them") {
    RawServer server([](Peer& peer) { peer.until_closed(); });
    auto connection = Connection::open({*IpAddress::parse("127.0.0.1")}, server.port(), patience());
    REQUIRE(connection);
    CHECK(connection->sent() == 0);
    CHECK(connection->write("12345", patience()));
    CHECK(connection->sent() == 5);
    const std::string big(50'000'000, 'x');
    CHECK(connection->write(big, patience(100ms)).error().kind == model::ErrorKind::timeout);
    CHECK(connection->sent() > 5);
    CHECK(connection->sent() < big.size());
}
