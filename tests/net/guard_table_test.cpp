// The SSRF guard through the real client: whatever a private address is called, and whenever it
// shows, content does not get there.
#include "net/client_fixture.hpp"
#include "net/own_network.hpp"
#include "net/raw_server.hpp"

#include <atomic>
#include <map>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;
using model::HttpReply;
using net::Addresses;
using net::IpAddress;

namespace {

struct Form {
    const char* host;  // as in an address
    const char* what;
};

constexpr Form private_forms[] = {
    {"127.0.0.1", "loopback"},
    {"127.255.255.254", "the far end of loopback"},
    {"2130706433", "loopback in decimal"},
    {"017700000001", "loopback in octal"},
    {"0177.0.0.01", "loopback, octal by parts"},
    {"0x7f000001", "loopback in hexadecimal"},
    {"0x7f.0x0.0x0.0x1", "loopback, hexadecimal by parts"},
    {"127.1", "loopback, shortened"},
    {"0x7F.1", "loopback, shortened and mixed"},
    {"%31%32%37.0.0.1", "loopback, percent-encoded"},
    {"0.0.0.0", "this machine, by no address"},
    {"0", "the same, shortened"},
    {"10.0.0.1", "a private network"},
    {"0xa.0.0.1", "a private network, hexadecimal"},
    {"172.16.0.1", "a private network"},
    {"3232235777", "a private network in decimal"},
    {"192.168.1.1", "a private network"},
    {"100.64.0.1", "behind a carrier's NAT"},
    {"169.254.169.254", "the metadata service of a cloud"},
    {"0xa9fea9fe", "the metadata service, hexadecimal"},
    {"224.0.0.1", "multicast"},
    {"255.255.255.255", "broadcast"},
    {"[::1]", "loopback"},
    {"[0:0:0:0:0:0:0:1]", "loopback in full"},
    {"[::]", "this machine, by no address"},
    {"[::127.0.0.1]", "IPv4-compatible"},
    {"[::ffff:127.0.0.1]", "IPv4-mapped"},
    {"[::ffff:7f00:1]", "IPv4-mapped, in hexadecimal"},
    {"[::ffff:0:127.0.0.1]", "IPv4-translated"},
    {"[64:ff9b::7f00:1]", "NAT64"},
    {"[64:ff9b:1::10.0.0.1]", "NAT64 of one's own"},
    {"[2002:7f00:1::]", "6to4"},
    {"[2001:0:4136:e378:8000:63bf:80ff:fffe]", "Teredo"},
    {"[fe80::1]", "link-local"},
    {"[fe80::1%25lo]", "link-local with its zone"},
    {"[fe80::1%lo]", "link-local with its zone, not encoded"},
    {"[::1%25lo]", "loopback with a zone"},
    {"[fec0::1]", "site-local"},
    {"[fc00::1]", "unique local"},
    {"[fd12:3456:789a::1]", "unique local"},
    {"[ff02::1]", "multicast"},
    {"localhost", "a name that everybody knows"},
    {"private.example", "a name of a private address"},
    {"many.example", "a name of private addresses alone"},
    {"mapped.example", "a name of a mapped address"},
};

model::Result<Addresses> names(const std::string& host) {
    static const std::map<std::string, std::vector<std::string>> all{
        {"localhost", {"::1", "127.0.0.1"}},
        {"private.example", {"127.0.0.1"}},
        {"many.example", {"fd00::1", "10.0.0.1", "127.0.0.1"}},
        {"mapped.example", {"::ffff:127.0.0.1"}}};
    const auto found = all.find(host);
    // Forms that only the system's resolver knows.
    if (found == all.end()) return net::system_lookup(host);
    Addresses addresses;
    for (const auto& text : found->second) addresses.push_back(*IpAddress::parse(text));
    return addresses;
}

net::HttpOptions with_names() {
    net::HttpOptions options;
    options.lookup = names;
    return options;
}

// Refused for what it is, or not an address at all; never answered and never tried.
bool kept_out(const model::Reply& reply) {
    if (const auto* answer = std::get_if<HttpReply>(&reply)) return answer->status == 302;
    const auto kind = kind_of(reply);
    if (kind == ErrorKind::refused) return mentions(reply, "which is not a public address");
    return kind == ErrorKind::invalid_input;
}

std::string outcome(const model::Reply& reply) {
    const auto* answer = std::get_if<HttpReply>(&reply);
    if (answer != nullptr) return answer->body;
    return kind_of(reply) == ErrorKind::refused ? "refused" : message_of(reply);
}

model::HttpRequest from_content(const std::string& url) {
    auto request = get(url);
    request.trust = model::Trust::content;
    return request;
}

}  // namespace

TEST_CASE("no form of a private address is reached from content or by a redirect") {
    RawServer inside([](Peer& peer) { peer.reply("secret"); });
    net::HttpClient client(with_names());
    for (const auto& form : private_forms) {
        CAPTURE(form.host);
        CAPTURE(form.what);
        const auto url =
            "http://" + std::string(form.host) + ":" + std::to_string(inside.port()) + "/";
        const auto straight = ask(client, from_content(url));
        CAPTURE(message_of(straight));
        CHECK(kept_out(straight));
        RawServer outside([&](Peer& peer) {
            peer.request();
            peer.send("HTTP/1.1 302 Found\r\nLocation: " + url + "\r\nContent-Length: 0\r\n\r\n");
        });
        auto followed = get(outside.url());
        followed.follow_redirects = true;
        const auto redirected = ask(client, followed);
        CAPTURE(message_of(redirected));
        CHECK(kept_out(redirected));
    }
    CHECK(inside.connections() == 0);
}

TEST_CASE("the same forms are reached when the operator wrote them") {
    RawServer inside([](Peer& peer) { peer.reply("ours"); });
    net::HttpClient client(with_names());
    for (const auto* host :
         {"127.0.0.1", "2130706433", "0x7f.1", "017700000001", "private.example", "localhost"}) {
        CAPTURE(host);
        const auto url = "http://" + std::string(host) + ":" + std::to_string(inside.port()) + "/";
        CHECK(body_of(ask(client, get(url))) == "ours");
    }
}

TEST_CASE("a name that moves into a private network is connected to where it was checked") {
    // Public and on this machine: in a network of the test's own.
    const auto said = in_own_network({"8.8.8.8"}, [] {
        RawServer outside([](Peer& peer) { peer.reply("public"); }, {"8.8.8.8", 0});
        RawServer inside([](Peer& peer) { peer.reply("private"); }, {"127.0.0.1", outside.port()});
        const auto here = *IpAddress::parse("127.0.0.1");
        const auto there = *IpAddress::parse("8.8.8.8");
        std::atomic<int> asked{0};
        net::HttpOptions options;
        options.dns_ttl = model::Duration(0);
        options.lookup = [&](const std::string&) -> model::Result<Addresses> {
            switch (asked++) {
                case 0:
                    return Addresses{there};
                case 1:
                    return Addresses{here};
                default:
                    return Addresses{here, there};
            }
        };
        net::HttpClient client(options);
        const auto url = "http://moves.example:" + std::to_string(outside.port()) + "/";
        std::string all;
        const auto add = [&](const std::string& words) { all += words + "; "; };
        add(outcome(ask(client, from_content(url))));
        // One look-up an exchange: what was checked is what was connected to.
        add(std::to_string(asked) + " asked");
        add(outcome(ask(client, from_content(url))));
        add(outcome(ask(client, from_content(url))));
        add(std::to_string(inside.connections()) + " inside");
        return all;
    });
    if (!said) {
        MESSAGE("skipped: no network namespaces here");
        return;
    }
    CHECK(*said == "public; 1 asked; refused; public; 0 inside; ");
}
