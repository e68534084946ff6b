#include "net/address_guard.hpp"

#include <doctest/doctest.h>

using glossd::net::IpAddress;
using glossd::net::is_public;

namespace {

bool reachable(const char* text) {
    const auto address = IpAddress::parse(text);
    REQUIRE(address);
    return is_public(*address);
}

}  // namespace

TEST_CASE("addresses of the open Internet are public") {
    for (const auto* text : {"1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "192.0.1.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "223.255.255.255",
                             "2606:4700:4700::1111",
                             "2a00:1450:4001:81b::200e",
                             "2001:4860:4860::8888",
                             "2001:200::1",
                             "3ffe::1"}) {
        CAPTURE(text);
        CHECK(reachable(text));
    }
}

TEST_CASE("special IPv4 ranges are refused from their first to their last address") {
    for (const auto* text : {"0.0.0.0",      "0.255.255.255",   "10.0.0.0",   "10.255.255.255",
                             "100.64.0.0",   "100.127.255.255", "127.0.0.1",  "127.255.255.255",
                             "169.254.0.0",  "169.254.169.254", "172.16.0.0", "172.31.255.255",
                             "192.0.0.0",    "192.0.0.255",     "192.0.2.1",  "192.88.99.1",
                             "192.168.0.0",  "192.168.255.255", "198.18.0.0", "198.19.255.255",
                             "198.51.100.1", "203.0.113.1",     "224.0.0.0",  "239.255.255.255",
                             "240.0.0.0",    "255.255.255.255"}) {
        CAPTURE(text);
        CHECK_FALSE(reachable(text));
    }
}

TEST_CASE("special IPv6 ranges are refused, also those that carry an IPv4 address") {
    for (const auto* text : {"::",
                             "::1",
                             "::2",
                             "fc00::",
                             "fdff:ffff::1",
                             "fe80::1",
                             "febf::1",
                             "fec0::1",
                             "ff02::1",
                             "::ffff:8.8.8.8",
                             "::ffff:127.0.0.1",
                             "::127.0.0.1",
                             "64:ff9b::8.8.8.8",
                             "64:ff9b:1::10.0.0.1",
                             "2002:7f00:1::1",
                             "2001::1",
                             "2001:0:4136:e378::1",
                             "2001:2::1",
                             "2001:10::1",
                             "2001:20::1",
                             "2001:db8::1",
                             "3fff::1",
                             "100::1",
                             "5f00::1",
                             "4000::1"}) {
        CAPTURE(text);
        CHECK_FALSE(reachable(text));
    }
}

TEST_CASE("decimal, octal, hexadecimal and short forms are seen for what they are") {
    for (const auto* text : {"2130706433", "0x7f000001", "017700000001", "127.1", "0x7f.1",
                             "0177.0.0.1", "127.0.1", "0", "0x0a.0x00.0.1"}) {
        CAPTURE(text);
        CHECK_FALSE(reachable(text));
    }
    CHECK(IpAddress::parse("2130706433")->text() == "127.0.0.1");
    CHECK(IpAddress::parse("0x08080808")->text() == "8.8.8.8");
}

TEST_CASE("what is no address is not read as one") {
    for (const auto* text : {"", "example.org", "1.2.3.4 x", "1.2.3.4\n", "256.1.1.1", "1.2.3.4.5",
                             "::g", "[::1]", "fe80::1%lo", "localhost"}) {
        CAPTURE(text);
        CHECK_FALSE(IpAddress::parse(text));
    }
}

TEST_CASE("an address survives the way through a socket address") {
    for (const auto* text : {"192.0.2.7", "2001:db8::7"}) {
        sockaddr_storage storage{};
        IpAddress::parse(text)->to_sockaddr(80, storage);
        const auto back = IpAddress::from(reinterpret_cast<const sockaddr&>(storage));
        REQUIRE(back);
        CHECK(back->text() == text);
    }
}
