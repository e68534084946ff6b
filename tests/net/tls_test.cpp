#include "net/tls.hpp"

#include "net/certificates.hpp"
#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <thread>

#include <doctest/doctest.h>
#include <openssl/ssl.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;

namespace {

const Certificate& authority() {
    static const auto made = make_certificate({.names = ""});
    return made;
}

net::HttpOptions trusting() {
    static const PemFile file(authority());
    net::HttpOptions options;
    options.ca_file = file.path();
    return options;
}

void echo(Peer& peer) {
    while (true) {
        const auto request = peer.request();
        if (request.empty()) return;
        peer.reply("hello");
    }
}

model::Reply ask_server_with(const CertificateWish& wish, const Certificate* issuer,
                             const std::string& host = "127.0.0.1") {
    const auto context = server_context(make_certificate(wish, issuer));
    RawServer server(echo, context.get());
    net::HttpClient client(trusting());
    return ask(client, post("https://" + host + ":" + std::to_string(server.port()) + "/", "x"));
}

void check_refused(const model::Reply& reply, std::string_view why) {
    REQUIRE(std::holds_alternative<model::ExchangeFailure>(reply));
    CHECK(kind_of(reply) == ErrorKind::network);
    CHECK_FALSE(maybe_received(reply));
    CAPTURE(message_of(reply));
    CHECK(mentions(reply, why));
}

}  // namespace

TEST_CASE("a good certificate is accepted for its name and its address") {
    CHECK(body_of(ask_server_with({}, &authority())) == "hello");
    CHECK(body_of(ask_server_with({}, &authority(), "localhost")) == "hello");
    CHECK(body_of(ask_server_with({}, &authority(), "LOCALHOST")) == "hello");
}

TEST_CASE("a bad certificate is refused, and the error says what is wrong with it") {
    check_refused(ask_server_with({}, nullptr), "self-signed");
    check_refused(ask_server_with({.from_days = -9, .to_days = -1}, &authority()), "expired");
    check_refused(ask_server_with({.from_days = 1, .to_days = 9}, &authority()), "not valid yet");
    check_refused(ask_server_with({.names = "DNS:other.example"}, &authority(), "localhost"),
                  "another host, not to localhost");
    check_refused(ask_server_with({.names = "DNS:localhost"}, &authority()), "another host");
    check_refused(ask_server_with({.names = "DNS:127.0.0.1"}, &authority()), "another host");
    check_refused(ask_server_with({.names = "DNS:*host"}, &authority(), "localhost"),
                  "another host");
    const auto stranger = make_certificate({.names = ""});
    check_refused(ask_server_with({}, &stranger), "does not trust");
}

TEST_CASE("without the test authority its certificates are not trusted") {
    const auto context = server_context(make_certificate({}, &authority()));
    RawServer server(echo, context.get());
    check_refused(ask(get(server.url())), "does not trust");
}

TEST_CASE("the server is told the name, and not an address") {
    std::string name;
    const auto context = server_context(make_certificate({}, &authority()));
    SSL_CTX_set_tlsext_servername_arg(context.get(), &name);
    SSL_CTX_set_tlsext_servername_callback(
        context.get(), +[](SSL* ssl, int*, void* out) {
            const char* asked = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
            *static_cast<std::string*>(out) = asked == nullptr ? "none" : asked;
            return SSL_TLSEXT_ERR_OK;
        });
    RawServer server(echo, context.get());
    net::HttpClient client(trusting());
    ask(client, get("https://localhost:" + std::to_string(server.port()) + "/"));
    CHECK(name == "localhost");
    ask(client, get(server.url()));
    CHECK(name == "none");
}

TEST_CASE("TLS 1.2 is spoken, TLS 1.1 and 1.0 are not") {
    for (const int version : {TLS1_2_VERSION, TLS1_1_VERSION, TLS1_VERSION}) {
        const auto context = server_context(make_certificate({}, &authority()), version);
        RawServer server(echo, context.get());
        net::HttpClient client(trusting());
        const auto reply = ask(client, get(server.url()));
        CHECK((body_of(reply) == "hello") == (version == TLS1_2_VERSION));
    }
}

TEST_CASE("a server that says nothing after the TLS hello ends at the deadline") {
    RawServer server([](Peer& peer) { peer.until_closed(); });
    net::HttpClient client(trusting());
    const auto url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    const Stopwatch watch;
    const auto reply = ask(client, post(url, "x"), 200ms);
    CHECK(kind_of(reply) == ErrorKind::timeout);
    CHECK_FALSE(maybe_received(reply));
    CHECK(mentions(reply, "TLS handshake unfinished"));
    CHECK(watch.elapsed() < 1s);
}

TEST_CASE("a plain HTTP server behind an https address is an error, not a hang") {
    RawServer server([](Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    net::HttpClient client(trusting());
    const auto url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    check_refused(ask(client, get(url)), "no TLS with 127.0.0.1");
}

TEST_CASE("TLS connections are reused, and one that the server closed is replaced") {
    const auto context = server_context(make_certificate({}, &authority()));
    RawServer server(
        [](Peer& peer) {
            for (int i = 0; i < 3 && !peer.request().empty(); ++i) peer.reply("hello");
        },
        context.get());
    net::HttpClient client(trusting());
    for (int i = 0; i < 6; ++i) CHECK(body_of(ask(client, get(server.url()))) == "hello");
    CHECK(server.connections() == 2);
}

TEST_CASE("a large body goes both ways through TLS") {
    const auto context = server_context(make_certificate({}, &authority()));
    const std::string big(3'000'000, 'x');
    RawServer server([&](Peer& peer) { peer.reply(peer.request().substr(0, 0) + big); },
                     context.get());
    net::HttpClient client(trusting());
    CHECK(body_of(ask(client, post(server.url(), big))) == big);
}

TEST_CASE("a TLS body without length is whole only with the goodbye of TLS") {
    const auto context = server_context(make_certificate({}, &authority()));
    RawServer server(
        [](Peer& peer) {
            const auto request = peer.request();
            peer.send("HTTP/1.1 200 OK\r\n\r\nall of it");
            if (request.starts_with("GET /cut")) peer.shut();
        },
        context.get());
    net::HttpClient client(trusting());
    CHECK(body_of(ask(client, get(server.url()))) == "all of it");
    CHECK(kind_of(ask(client, get(server.url("/cut")))) == ErrorKind::network);
}

TEST_CASE("unreadable authorities are the operator's to mend") {
    net::HttpOptions options;
    options.ca_file = "/nonexistent/ca.pem";
    net::HttpClient client(options);
    RawServer server([](Peer& peer) { peer.until_closed(); });
    const auto reply = ask(client, get("https://127.0.0.1:" + std::to_string(server.port())));
    CHECK(kind_of(reply) == ErrorKind::config);
    CHECK(mentions(reply, "/nonexistent/ca.pem"));
}
