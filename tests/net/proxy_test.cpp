#include "net/proxy.hpp"

#include "net/certificates.hpp"
#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <cstdlib>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;

namespace {

std::optional<net::Proxy> chosen(const net::Proxies& proxies, const std::string& url) {
    const auto proxy = net::proxy_for(proxies, *text::parse_url(url));
    REQUIRE(proxy);
    return *proxy;
}

bool bypasses(const std::string& no_proxy, const std::string& url) {
    return !chosen({"http://proxy:1", "http://proxy:1", no_proxy}, url);
}

// Routed through the proxy although the name is local, as no test may leave the machine.
constexpr const char* kHost = "tunnelled.invalid";

net::HttpOptions through(const RawServer& proxy, const std::string& user = "") {
    net::HttpOptions options;
    options.proxies.http = "http://" + user + "127.0.0.1:" + std::to_string(proxy.port());
    options.proxies.https = options.proxies.http;
    return options;
}

int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    return fd;
}

// Carries bytes both ways until one side closes.
void relay(Peer& client, int server) {
    char buffer[16384];
    while (true) {
        pollfd watched[2] = {{client.descriptor(), POLLIN, 0}, {server, POLLIN, 0}};
        ::poll(watched, 2, 5000);
        const int from = watched[0].revents != 0 ? 0 : 1;
        const auto got = ::recv(watched[from].fd, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        ::send(watched[1 - from].fd, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL);
    }
    ::close(server);
}

}  // namespace

TEST_CASE("each scheme has its proxy, and loopback has none") {
    const net::Proxies proxies = {"http://web:3128", "user:p%3Aw@tls:8080", ""};
    CHECK(chosen(proxies, "http://a.example/") == net::Proxy{"web", 3128, ""});
    CHECK(chosen(proxies, "https://a.example/") == net::Proxy{"tls", 8080, "Basic dXNlcjpwOnc="});
    for (const auto* local : {"http://localhost:11434/", "http://127.0.0.1/", "http://127.9.9.9/",
                              "http://[::1]/", "https://x.localhost/"})
        CHECK_FALSE(chosen(proxies, local));
    CHECK_FALSE(chosen({}, "https://a.example/"));
}

TEST_CASE("no_proxy knows names, what ends in them, addresses, ranges, ports and all") {
    CHECK(bypasses("a.example", "https://a.example/"));
    CHECK(bypasses("x, .Example", "https://a.b.example/"));
    CHECK(bypasses("*.example", "https://a.example/"));
    CHECK(bypasses("*", "https://1.2.3.4/"));
    CHECK(bypasses("a.example:8443", "https://a.example:8443/"));
    CHECK(bypasses("10.0.0.0/8", "http://10.9.8.7/"));
    CHECK(bypasses("fd00::/8", "http://[fd12::1]/"));
    CHECK(bypasses("192.0.2.7", "http://192.0.2.7/"));
    for (const auto* no_proxy : {"", "b.example", "ample", "a.example.org", "a.example:8443",
                                 "10.0.0.0/8", ",", ".", "*."})
        CHECK_FALSE(bypasses(no_proxy, "https://a.example/"));
    for (const auto* no_proxy :
         {"10.0.0.0/99", "10.0.0.0/x", "10.0.0.0/", "11.0.0.0/8", "fd00::/8"})
        CHECK_FALSE(bypasses(no_proxy, "https://10.1.1.1/"));
}

TEST_CASE("a proxy that is none is the operator's to mend, without showing its password") {
    for (const auto* setting :
         {"socks5://u:secret@p:1", "https://p:1", "http://", "u:secret@p:x"}) {
        const auto proxy = net::proxy_for({setting, "", ""}, *text::parse_url("http://a.example/"));
        REQUIRE_FALSE(proxy);
        CHECK(proxy.error().kind == ErrorKind::config);
        CHECK(proxy.error().message.find("secret") == std::string::npos);
    }
}

TEST_CASE("the environment is read as curl reads it") {
    for (const auto* name : {"http_proxy", "https_proxy", "no_proxy"}) ::unsetenv(name);
    ::setenv("HTTP_PROXY", "http://attacker:1", 1);
    ::setenv("HTTPS_PROXY", "http://upper:2", 1);
    ::setenv("NO_PROXY", "n", 1);
    CHECK(net::proxies_from_environment() == net::Proxies{"", "http://upper:2", "n"});
    ::setenv("http_proxy", "http://lower:3", 1);
    ::setenv("https_proxy", "http://lower:4", 1);
    CHECK(net::proxies_from_environment() == net::Proxies{"http://lower:3", "http://lower:4", "n"});
    for (const auto* name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"})
        ::unsetenv(name);
}

TEST_CASE("plain http goes to the proxy in absolute form, with the proxy's credentials") {
    std::string seen;
    RawServer proxy([&](Peer& peer) {
        seen = peer.request();
        peer.reply("from the proxy");
    });
    net::HttpClient client(through(proxy, "user:pass@"));
    CHECK(body_of(ask(client, get("http://tunnelled.invalid/a?b=c"))) == "from the proxy");
    CHECK(seen.starts_with("GET http://tunnelled.invalid/a?b=c HTTP/1.1\r\n"));
    CHECK(seen.find("\r\nHost: tunnelled.invalid\r\n") != std::string::npos);
    CHECK(seen.find("\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n") != std::string::npos);
}

TEST_CASE("https goes through a tunnel, and the tunnel is reused") {
    const auto authority = make_certificate({.names = ""});
    const PemFile trusted(authority);
    const auto context =
        server_context(make_certificate({.names = std::string("DNS:") + kHost}, &authority));
    std::string inner;
    RawServer server(
        [&](Peer& peer) {
            while (!(inner = peer.request()).empty()) {
                const bool leaks = inner.find("Proxy-Authorization") != std::string::npos;
                peer.reply(leaks ? "leak" : "through the tunnel");
            }
        },
        context.get());
    std::string outer;
    RawServer proxy([&](Peer& peer) {
        outer = peer.request();
        peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
        relay(peer, connect_to(server.port()));
    });
    auto options = through(proxy, "user:pass@");
    options.ca_file = trusted.path();
    net::HttpClient client(options);
    for (int i = 0; i < 2; ++i)
        CHECK(body_of(ask(client, get(std::string("https://") + kHost + "/"))) ==
              "through the tunnel");
    CHECK(outer.starts_with("CONNECT tunnelled.invalid:443 HTTP/1.1\r\n"));
    CHECK(outer.find("Proxy-Authorization: Basic dXNlcjpwYXNz") != std::string::npos);
    CHECK(proxy.connections() == 1);
}

TEST_CASE("a proxy that refuses, babbles or stalls is told apart, and nothing was received") {
    struct Case {
        const char* answer;
        ErrorKind kind;
        const char* words;
    };
    for (const auto& [answer, kind, expected] :
         {Case{"HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n", ErrorKind::config, "407"},
          Case{"HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n", ErrorKind::network, "503"},
          Case{"HTTP/1.1 200 OK\r\n\r\nsurprise", ErrorKind::protocol, "too early"},
          Case{"SSH-2.0-x\r\n\r\n", ErrorKind::protocol, "not HTTP"},
          Case{"", ErrorKind::timeout, "waiting for its tunnel"}}) {
        const std::string words = expected;
        CAPTURE(words);
        const std::string bytes = answer;
        RawServer proxy([=](Peer& peer) {
            peer.request();
            peer.send(bytes);
            peer.until_closed();
        });
        net::HttpClient client(through(proxy));
        const auto reply = ask(client, post("https://tunnelled.invalid/", "x"), 200ms);
        CHECK(kind_of(reply) == kind);
        CHECK(mentions(reply, words));
        CHECK_FALSE(maybe_received(reply));
    }
}

TEST_CASE("a proxy is no way around the guard") {
    RawServer proxy([](Peer& peer) {
        peer.request();
        peer.reply("secret");
    });
    net::HttpClient client(through(proxy));
    for (const auto* url : {"http://10.0.0.1/", "https://169.254.169.254/", "http://0xa000001/"}) {
        auto request = get(url);
        request.trust = model::Trust::content;
        CHECK(kind_of(ask(client, request)) == ErrorKind::refused);
    }
    CHECK(proxy.connections() == 0);
}
