#include "net/cancel.hpp"

#include "net/client_fixture.hpp"
#include "net/raw_server.hpp"

#include <future>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;

namespace {

// At once, on a machine that is busy with other things; the deadline is a minute away.
constexpr auto kSoon = 500ms;

struct Cancelled {
    model::Reply reply;
    std::chrono::milliseconds took{};
};

// Asks, cancels once the server says that the client waits where it should, and measures.
Cancelled cancel_when(std::future<void> blocked, const model::HttpRequest& request) {
    net::HttpClient client({});
    net::CancelFlag cancel;
    auto answer = std::async(std::launch::async, [&] {
        return client.perform(request, std::chrono::minutes(1), cancel);
    });
    blocked.wait();
    const Stopwatch watch;
    cancel.cancel();
    auto reply = answer.get();
    return {std::move(reply), watch.elapsed()};
}

}  // namespace

TEST_CASE("cancelling wakes a request that waits for its answer") {
    std::promise<void> reached;
    RawServer server([&](Peer& peer) {
        peer.request();
        reached.set_value();
        peer.until_closed();
    });
    const auto [reply, took] = cancel_when(reached.get_future(), post(server.url(), "x"));
    CHECK(kind_of(reply) == ErrorKind::cancelled);
    CHECK(maybe_received(reply));
    CHECK(took < kSoon);
}

TEST_CASE("cancelling wakes a TLS handshake, and nothing was received") {
    std::promise<void> reached;
    RawServer server([&](Peer& peer) {
        reached.set_value();
        peer.until_closed();
    });
    const auto url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    const auto [reply, took] = cancel_when(reached.get_future(), post(url, "x"));
    CHECK(kind_of(reply) == ErrorKind::cancelled);
    CHECK_FALSE(maybe_received(reply));
    CHECK(took < kSoon);
}

TEST_CASE("cancelling wakes a request that is being written") {
    std::promise<void> reached;
    RawServer server([&](Peer& peer) {
        reached.set_value();
        peer.until_closed();
    });
    const auto request = post(server.url(), std::string(16'000'000, 'x'));
    const auto [reply, took] = cancel_when(reached.get_future(), request);
    CHECK(kind_of(reply) == ErrorKind::cancelled);
    CHECK(took < kSoon);
}

TEST_CASE("one flag wakes every exchange that holds it") {
    std::atomic<int> waiting{0};
    RawServer server([&](Peer& peer) {
        peer.request();
        ++waiting;
        peer.until_closed();
    });
    net::HttpClient client({});
    net::CancelFlag cancel;
    std::vector<std::future<model::Reply>> answers;
    for (int i = 0; i < 8; ++i)
        answers.push_back(std::async(std::launch::async, [&] {
            return client.perform(get(server.url()), std::chrono::minutes(1), cancel);
        }));
    while (waiting < 8) std::this_thread::yield();
    const Stopwatch watch;
    cancel.cancel();
    for (auto& answer : answers) CHECK(kind_of(answer.get()) == ErrorKind::cancelled);
    CHECK(watch.elapsed() < kSoon);
}

TEST_CASE("a request with a flag that is set already is not sent") {
    RawServer server([](Peer& peer) {
        while (!peer.request().empty()) peer.reply("ok");
    });
    net::HttpClient client({});
    CHECK(body_of(ask(client, get(server.url()))) == "ok");
    net::CancelFlag cancel;
    cancel.cancel();
    const auto reply = client.perform(post(server.url(), "x"), 5s, cancel);
    CHECK(kind_of(reply) == ErrorKind::cancelled);
    CHECK_FALSE(maybe_received(reply));
}

TEST_CASE("a request without any time left is not sent") {
    RawServer server([](Peer& peer) { peer.reply("never"); });
    const auto reply = ask(post(server.url(), "x"), 0ms);
    CHECK(kind_of(reply) == ErrorKind::timeout);
    CHECK_FALSE(maybe_received(reply));
}
