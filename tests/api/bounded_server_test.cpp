// Clients that mean no good, through the real HTTP server: slow ones, endless ones, many, guessing.
#include "api/http_server.hpp"
#include "fake_insight.hpp"
#include "free_port.hpp"
#include "net/unique_fd.hpp"

#include <array>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

namespace glossd::api {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr ConnectionBounds small{300ms, 900ms, 8 * 1024};

class Gate {
  public:
    explicit Gate(const std::string& token = "") {
        for (int attempt = 0; attempt < 20 && !server; ++attempt) {
            address = {"127.0.0.1", free_port(), true};
            if (auto listening = HttpServer::listen(address, token, insight, small)) {
                server = std::move(*listening);
            }
        }
        REQUIRE(server);
    }

    httplib::Result get(const std::string& path, const httplib::Headers& headers = {}) const {
        auto reply = httplib::Client(address.host, address.port).Get(path, headers);
        REQUIRE(reply);
        return reply;
    }

    FakeInsight insight;
    config::Listen address;
    std::unique_ptr<HttpServer> server;
};

class Caller {
  public:
    explicit Caller(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(port));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(fd_.get(), reinterpret_cast<sockaddr*>(&place), sizeof place) == 0);
    }

    bool say(const std::string& bytes) const {
        return ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
    }
    bool closed_within(std::chrono::milliseconds time) const {
        pollfd watched{fd_.get(), POLLIN | POLLRDHUP, 0};
        return ::poll(&watched, 1, static_cast<int>(time.count())) > 0;
    }
    std::string rest() const {
        std::string text;
        std::array<char, 4096> buffer{};
        ssize_t got = 0;
        while ((got = ::recv(fd_.get(), buffer.data(), buffer.size(), 0)) > 0)
            text.append(buffer.data(), static_cast<std::size_t>(got));
        return text;
    }

  private:
    net::UniqueFd fd_;
};

// Sends a byte of `text` at a time, over and over, until it is cut off.
std::chrono::milliseconds drip(const Caller& caller, const std::string& text) {
    const auto start = Clock::now();
    while (Clock::now() - start < 10s) {
        for (const char byte : text) {
            if (!caller.say(std::string(1, byte)) || caller.closed_within(20ms))
                return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
        }
    }
    return 10s;
}

TEST_CASE("a client that sends a byte at a time is cut off at the deadline, wherever it is slow") {
    Gate gate;
    for (const auto* head : {"", "GET /met", "GET /metrics HTTP/1.1\r\nX-Slow: "}) {
        CAPTURE(head);
        const Caller caller(gate.address.port);
        if (*head != '\0') caller.say(head);
        CHECK(drip(caller, "x") < 5s);
    }
    CHECK(gate.get("/healthz")->status == 200);
}

TEST_CASE("a client that says nothing at all is cut off sooner") {
    Gate gate;
    const auto start = Clock::now();
    const Caller caller(gate.address.port);
    CHECK(caller.closed_within(5s));
    CHECK(Clock::now() - start < 5s);
}

TEST_CASE("as many slow clients as there are threads delay others by no more than the deadline") {
    Gate gate;
    std::vector<std::unique_ptr<Caller>> slow;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(std::make_unique<Caller>(gate.address.port));
        slow.back()->say("GET / HT");
    }
    const auto start = Clock::now();
    CHECK(gate.get("/healthz")->status == 200);
    CHECK(Clock::now() - start < 5s);
}

TEST_CASE("headers without end are cut off by their size") {
    Gate gate;
    const Caller caller(gate.address.port);
    caller.say("GET /metrics HTTP/1.1\r\n");
    std::size_t sent = 0;
    const std::string header = "X-More: " + std::string(100, 'x') + "\r\n";
    while (sent < 10'000'000 && caller.say(header) && !caller.closed_within(0ms)) {
        sent += header.size();
    }
    CHECK(sent < 5'000'000);
    CHECK(gate.get("/healthz")->status == 200);
}

TEST_CASE("a body that nobody asked for is not read, whatever size it says it has") {
    Gate gate;
    const Caller caller(gate.address.port);
    caller.say(
        "POST /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx");
    const auto answer = caller.rest();
    CHECK(answer.find("HTTP/1.1 405 ") == 0);
}

TEST_CASE("stopping does not wait for who says nothing") {
    Gate gate;
    std::vector<std::unique_ptr<Caller>> idle;
    for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<Caller>(gate.address.port));
    const auto start = Clock::now();
    gate.server->stop();
    CHECK(Clock::now() - start < 2s);
}

TEST_CASE("who asks too often is told when to come back, and health is still answered") {
    Gate gate;
    auto last = gate.get("/healthz");
    for (int i = 0; i < 2000; ++i) {
        last = gate.get("/api/v1/status");
        if (last->status != 200) break;
    }
    CHECK(last->status == 429);
    CHECK(last->get_header_value("Retry-After") == "1");
    CHECK(last->body ==
          R"({"error":{"code":429,"message":"too many requests from this address"}})");
    CHECK(gate.get("/healthz")->status == 200);
}

TEST_CASE("who guesses tokens soon may not even show the right one for a while") {
    Gate gate("s3cret");
    const httplib::Headers right{{"Authorization", "Bearer s3cret"}};
    CHECK(gate.get("/metrics", right)->status == 200);
    auto last = gate.get("/healthz");
    for (int i = 0; i < 200; ++i) {
        last = gate.get("/metrics", {{"Authorization", "Bearer guess-" + std::to_string(i)}});
        if (last->status != 401) break;
    }
    CHECK(last->status == 429);
    CHECK(last->get_header_value("Retry-After") == "1");
    // Whose request has no token at all has guessed nothing.
    CHECK(gate.get("/metrics")->status == 401);
}

TEST_CASE("every answer, of whatever status, tells a browser to make nothing of it") {
    Gate gate("s3cret");
    const httplib::Headers token{{"Authorization", "Bearer s3cret"},
                                 {"Origin", "https://evil.example"}};
    httplib::Client client(gate.address.host, gate.address.port);
    std::vector<httplib::Result> replies;
    for (const auto* path : {"/healthz", "/metrics", "/api/v1/status", "/api/v1/performance",
                             "/api/v1/deliveries?state=none", "/", "/nothing"}) {
        replies.push_back(client.Get(path, token));
    }
    replies.push_back(client.Get("/api/v1/status"));
    replies.push_back(client.Options("/api/v1/status", token));
    replies.push_back(client.Post("/api/v1/status", token, "{}", "application/json"));
    replies.push_back(client.Delete("/api/v1/deliveries/1", token));
    replies.push_back(client.Get("/" + std::string(7000, 'x'), token));
    const std::map<std::string, std::string> expected{
        {"X-Content-Type-Options", "nosniff"},
        {"Cache-Control", "no-store"},
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Referrer-Policy", "no-referrer"}};
    for (const auto& reply : replies) {
        REQUIRE(reply);
        CAPTURE(reply->status);
        for (const auto& [name, value] : expected) CHECK(reply->get_header_value(name) == value);
        for (const auto& [name, value] : reply->headers) {
            CHECK_FALSE(name.starts_with("Access-Control-"));
            CHECK(name != "Server");
        }
    }
}

TEST_CASE("nothing that changes anything is to be had over the network, with a token or without") {
    Gate gate("s3cret");
    httplib::Client client(gate.address.host, gate.address.port);
    for (const auto* path :
         {"/api/v1/deliveries/7/retry", "/api/v1/deliveries/7/drop", "/api/v1/queue/pause",
          "/api/v1/queue/resume", "/api/v1/publish", "/api/v1/posts/1/retract",
          "/api/v1/cache/purge", "/api/v1/cache/vacuum"}) {
        CAPTURE(path);
        const auto without = client.Post(path);
        REQUIRE(without);
        CHECK(without->status == 401);
        const auto with = client.Post(path, {{"Authorization", "Bearer s3cret"}}, "", "text/plain");
        REQUIRE(with);
        CHECK(with->status == 404);
    }
    CHECK_FALSE(gate.insight.purged_);
}

}  // namespace
}  // namespace glossd::api
