#include "bench/server.hpp"

#include "bench/client.hpp"
#include "bench/raw_client.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <memory>

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace glossd {

namespace {

using namespace std::chrono_literals;
using bench::Fault;
using bench::Odds;
using test::RawClient;

const std::string get = "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n";

// Answers with what it was asked, and counts.
struct ServerFixture {
    explicit ServerFixture(bench::Acceptance acceptance = bench::Acceptance::at_end)
        : server(
              bench::Server::start(
                  {{},
                   [this](const bench::Request& request) {
                       ++handled;
                       return bench::Response{
                           200, {}, request.method + ' ' + request.path + ' ' + request.body, {}};
                   },
                   {}},
                  faults, acceptance)
                  .value()) {}

    // The answer comes after all that was due before it.
    std::string settle() {
        RawClient client(server->port());
        client.send("GET /settle HTTP/1.1\r\n\r\n");
        return client.read_until("GET /settle ");
    }

    std::atomic<int> handled{0};
    std::shared_ptr<bench::Faults> faults = std::make_shared<bench::Faults>();
    std::unique_ptr<bench::Server> server;
};

std::chrono::microseconds cpu_time() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

}  // namespace

TEST_CASE("requests are answered one after the other on one connection") {
    ServerFixture f;
    RawClient client(f.server->port());
    client.send(get + "POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    const auto answer = client.read_until("POST /b hello");
    CHECK(answer.find("HTTP/1.1 200 OK\r\n") == 0);
    CHECK(answer.find("GET /a ") != std::string::npos);
    CHECK(f.server->stats().connections == 1);
    CHECK(f.server->stats().requests == 2);
}

TEST_CASE("a client that asks for it is closed after its answer") {
    ServerFixture f;
    RawClient client(f.server->port());
    client.send("GET / HTTP/1.1\r\nconnection: Close\r\n\r\n");
    CHECK(client.read_all().find("Connection: close") != std::string::npos);
}

TEST_CASE("what is no HTTP is answered 400 and closed") {
    ServerFixture f;
    for (const std::string bytes :
         {"hello\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
          "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
        RawClient client(f.server->port());
        client.send(bytes);
        CHECK(client.read_all().find("HTTP/1.1 400") == 0);
    }
    CHECK(f.handled == 0);
}

TEST_CASE("hundreds of slow requests are in flight at once and cost little") {
    ServerFixture f;
    f.faults->set_latency(300ms);
    std::list<RawClient> clients;
    const auto cpu = cpu_time();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 200; ++i) clients.emplace_back(f.server->port()).send(get);
    for (auto& client : clients)
        CHECK(client.read_until("GET /a ").find("200 OK") != std::string::npos);
    CHECK(f.server->stats().most_in_flight > 150);
    CHECK(f.server->stats().in_flight == 0);
    CHECK(std::chrono::steady_clock::now() - start >= 300ms);
    CHECK(cpu_time() - cpu < 250ms);  // of both sides
}

TEST_CASE("a request is handled although its client has gone") {
    ServerFixture f;
    f.faults->set_latency(30ms, {"GET", "/a"});
    f.faults->set_latency(60ms, {"GET", "/settle"});
    RawClient(f.server->port()).send(get);
    f.settle();
    CHECK(f.handled == 2);
}

TEST_CASE("acceptance at the start comes before the latency") {
    ServerFixture f(bench::Acceptance::at_start);
    f.faults->set_latency(1h, {"GET", "/a"});
    RawClient client(f.server->port());
    client.send(get);
    f.settle();
    CHECK(f.handled == 2);
    CHECK(client.silent_for(1));
}

TEST_CASE("faults before acceptance handle nothing") {
    ServerFixture f;
    f.faults->add(Fault::reset_before, Odds::next(1));
    f.faults->add(Fault::unavailable_before, Odds::next(1), {}, 7);
    f.faults->add(Fault::too_many_before, Odds::next(1), {}, 0);
    RawClient dropped(f.server->port());
    dropped.send(get);
    CHECK(dropped.read_all().empty());
    CHECK(dropped.reset());
    RawClient client(f.server->port());
    client.send(get);
    const auto unavailable = client.read_until("\"}");
    CHECK(unavailable.find("HTTP/1.1 503 ") == 0);
    CHECK(unavailable.find("Retry-After: 7\r\n") != std::string::npos);
    client.send(get);
    const auto too_many = client.read_until("\"}");
    CHECK(too_many.find("HTTP/1.1 429 ") == 0);
    CHECK(too_many.find("Retry-After") == std::string::npos);
    CHECK(f.handled == 0);
    client.send(get);
    CHECK(client.read_until("GET /a ").find("200 OK") != std::string::npos);
}

TEST_CASE("faults after acceptance handle the request and lose the answer") {
    ServerFixture f;
    f.faults->add(Fault::reset_after, Odds::next(1));
    f.faults->add(Fault::error_after, Odds::next(1));
    f.faults->add(Fault::half_answer, Odds::next(1));
    f.faults->add(Fault::hang_after, Odds::next(1));
    RawClient dropped(f.server->port());
    dropped.send(get);
    CHECK(dropped.read_all().empty());
    CHECK(dropped.reset());
    CHECK(f.handled == 1);
    RawClient failed(f.server->port());
    failed.send(get);
    CHECK(failed.read_until("\"}").find("HTTP/1.1 500 ") == 0);
    CHECK(f.handled == 2);
    RawClient cut(f.server->port());
    cut.send(get);
    const auto half = cut.read_all();
    CHECK(half.find("Content-Length: 7\r\n") != std::string::npos);
    CHECK(half.ends_with("\r\n\r\nGET"));
    CHECK(f.handled == 3);
    RawClient hung(f.server->port());
    hung.send(get);
    f.settle();
    CHECK(f.handled == 5);
    CHECK(hung.silent_for(1));
}

TEST_CASE("a share of requests fails, the same ones with the same seed") {
    const auto failures = [](std::uint64_t seed) {
        bench::Faults faults(seed);
        faults.add(Fault::error_after, Odds::share(0.25), {"POST", "/api"});
        std::string pattern;
        for (int i = 0; i < 400; ++i) {
            const auto fault = faults.decide({"POST", "/api/v1", "", {}, ""}).fault;
            pattern += fault == Fault::none ? '.' : 'x';
        }
        CHECK(faults.decide({"GET", "/api/v1", "", {}, ""}).fault == Fault::none);
        return pattern;
    };
    const auto pattern = failures(1);
    const auto count = std::count(pattern.begin(), pattern.end(), 'x');
    CHECK(count > 70);
    CHECK(count < 130);
    CHECK(failures(1) == pattern);
    CHECK(failures(2) != pattern);
}

TEST_CASE("refused connections come back on the same port") {
    ServerFixture f;
    RawClient open(f.server->port());
    open.send(get);
    open.read_until("GET /a ");
    f.server->refuse(true);
    open.send(get);
    CHECK(open.read_until("GET /a ").find("200 OK") != std::string::npos);
    CHECK_FALSE(RawClient(f.server->port()).connected());
    f.server->refuse(false);
    CHECK(f.settle().find("200 OK") != std::string::npos);
}

TEST_CASE("a stopped server drops what waits and refuses") {
    ServerFixture f;
    f.faults->set_latency(1h);
    RawClient client(f.server->port());
    client.send(get);
    f.server->stop();
    CHECK(client.read_all().empty());
    CHECK(f.handled == 0);
    CHECK_FALSE(RawClient(f.server->port()).connected());
}

}  // namespace glossd
