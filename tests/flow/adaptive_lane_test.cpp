// Lanes that watch their service: limit, rate and breaker as the lane joins them.
#include "flow/lane.hpp"

#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::Breaker;
using glossd::flow::CallSeen;
using glossd::flow::Lane;
using glossd::flow::LaneLimits;
using glossd::model::Instant;
using glossd::model::OutcomeKind;

namespace {

constexpr double full_jitter = 0.999999;

// A lane with more jobs than it will start, and the calls it has in flight.
struct Calls {
    Instant now{1h};
    Lane lane;
    std::vector<CallSeen> open;

    explicit Calls(const LaneLimits& limits) : lane("engine:llm", limits, now) {
        for (int i = 0; i < 10'000; ++i) lane.push(0, [] {});
    }

    std::size_t start() {
        const auto granted = lane.grant(now).size();
        for (std::size_t i = 0; i < granted; ++i) open.push_back({now, lane.in_flight(), {}});
        return granted;
    }

    void end(OutcomeKind kind) {
        const auto call = open.front();
        open.erase(open.begin());
        lane.finish({kind, "as the service said", {}}, now, full_jitter, call);
    }

    void rounds(int count) {
        for (int i = 0; i < count; ++i) {
            start();
            now += 1s;
            while (!open.empty()) end(OutcomeKind::ok);
        }
    }
};

}  // namespace

TEST_CASE("an adaptive lane with a high ceiling finds how many calls it may make") {
    Calls calls({.max_concurrent = 64, .adaptive = true});
    CHECK(calls.start() == 4);
    calls.now += 1s;
    while (!calls.open.empty()) calls.end(OutcomeKind::ok);
    calls.rounds(7);
    CHECK(calls.lane.limit() == 64);
    CHECK(calls.start() == 64);
}

TEST_CASE("a lane that is not adaptive uses its limit from the first call on") {
    Calls calls({.max_concurrent = 16});
    CHECK(calls.lane.limit() == 16);
    CHECK(calls.start() == 16);
}

TEST_CASE("one failure among many calls slows an adaptive lane and does not stop it") {
    Calls calls({.max_concurrent = 16, .adaptive = true});
    calls.rounds(6);
    calls.start();
    calls.now += 1s;
    calls.end(OutcomeKind::transient);
    CHECK_FALSE(calls.lane.parked());
    CHECK(calls.lane.limit() == 15);
    for (int i = 0; i < 5; ++i) calls.end(OutcomeKind::ok);
    CHECK(calls.start() == 5);
}

TEST_CASE("a service that is down stops an adaptive lane before everything is tried") {
    Calls calls({.max_concurrent = 16, .adaptive = true});
    calls.rounds(6);
    calls.start();
    int failed = 0;
    while (!calls.lane.parked() && failed < 100) {
        calls.now += 1ms;
        calls.end(OutcomeKind::transient);
        ++failed;
        calls.start();
    }
    CHECK(failed <= 6);
    CHECK(calls.start() == 0);
}

TEST_CASE("a service that fails often opens the breaker, and calls go one by one after it") {
    Calls calls({.max_concurrent = 4});
    int ended = 0;
    while (calls.lane.breaker(calls.now) == Breaker::State::closed && ended < 100) {
        if (calls.start() == 0 && calls.open.empty()) calls.now = *calls.lane.next_at(calls.now);
        calls.now += 1ms;
        if (!calls.open.empty()) {
            calls.end(++ended % 3 == 0 ? OutcomeKind::transient : OutcomeKind::ok);
        }
    }
    REQUIRE(calls.lane.breaker(calls.now) == Breaker::State::open);
    REQUIRE(calls.lane.parked());
    CHECK(calls.lane.parked()->reason == "as the service said");
    CHECK(*calls.lane.parked()->until - calls.now >= 4s);
    while (!calls.open.empty()) calls.end(OutcomeKind::ok);
    CHECK(calls.lane.breaker(calls.now) == Breaker::State::open);

    calls.now = *calls.lane.parked()->until;
    for (int i = 0; i < 3; ++i) {
        CHECK(calls.lane.breaker(calls.now) == Breaker::State::half_open);
        CHECK(calls.start() == 1);
        CHECK(calls.start() == 0);
        calls.end(OutcomeKind::ok);
    }
    CHECK(calls.lane.breaker(calls.now) == Breaker::State::closed);
    CHECK(calls.start() == 4);
}

TEST_CASE("being told to slow down never opens the breaker") {
    Calls calls({.max_concurrent = 1});
    for (int i = 0; i < 50; ++i) {
        calls.now = calls.lane.next_at(calls.now).value_or(calls.now);
        calls.start();
        REQUIRE(calls.open.size() == 1);
        calls.end(OutcomeKind::rate_limited);
    }
    CHECK(calls.lane.breaker(calls.now) == Breaker::State::closed);
}

TEST_CASE("an adaptive lane obeys Retry-After whatever else it makes of it") {
    Calls calls({.max_concurrent = 16, .adaptive = true});
    calls.rounds(6);
    calls.start();
    const auto call = calls.open.front();
    calls.open.erase(calls.open.begin());
    calls.lane.finish({OutcomeKind::rate_limited, "429", 1min}, calls.now, 0, call);
    while (!calls.open.empty()) calls.end(OutcomeKind::ok);
    calls.now += 59s;
    CHECK(calls.start() == 0);
    calls.now += 1s;
    CHECK(calls.start() > 0);
}

TEST_CASE("a lane that goes on from another keeps what it found and its breaker") {
    Calls before({.max_concurrent = 16, .adaptive = true});
    before.rounds(6);
    Lane after("engine:llm", {.max_concurrent = 12, .adaptive = true}, before.now);
    after.continue_from(before.lane, before.now);
    CHECK(after.limit() == 12);

    Calls failing({.max_concurrent = 1});
    for (int i = 0; i < 5; ++i) {
        failing.now = failing.lane.next_at(failing.now).value_or(failing.now);
        failing.start();
        failing.end(OutcomeKind::transient);
    }
    Lane next("engine:llm", {.max_concurrent = 1}, failing.now);
    next.continue_from(failing.lane, failing.now);
    CHECK(next.breaker(failing.now) == Breaker::State::open);
}

TEST_CASE("a lane with urgent work without end still starts what is less urgent") {
    Lane lane("engine:llm", {.max_concurrent = 1000}, Instant{1h});
    int bulk = 0;
    lane.push(-2000, [&] { ++bulk; });
    for (int i = 0; i < 100; ++i) lane.push(0, [] {});
    for (const auto& job : lane.grant(Instant{1h}, 10)) job();
    CHECK(bulk == 1);
}

TEST_CASE("what a lane found out is where the lane of the next life goes on") {
    Calls before({.max_concurrent = 64, .adaptive = true});
    before.rounds(8);
    const auto found = before.lane.findings();
    CHECK(found.at_once == 64);
    CHECK(found.openings == 0);
    Calls after({.max_concurrent = 64, .adaptive = true});
    after.lane.go_on_from(found, after.now);
    CHECK(after.start() == 64);
    Calls smaller({.max_concurrent = 20, .adaptive = true});
    smaller.lane.go_on_from(found, smaller.now);
    CHECK(smaller.start() == 20);
}

TEST_CASE("a rate found before a restart holds from the first call on") {
    Calls calls({.max_concurrent = 64, .adaptive = true});
    calls.lane.go_on_from({.at_once = 40, .per_second = 20}, calls.now);
    CHECK(calls.lane.per_second().value_or(0) == doctest::Approx(20));
    std::size_t started = 0;
    for (int i = 0; i < 100; ++i) {
        started += calls.start();
        calls.now += 10ms;
    }
    CHECK(started >= 19);
    CHECK(started <= 21);
}

TEST_CASE("a breaker that was open before a restart lets single calls find out") {
    Calls calls({.max_concurrent = 8});
    calls.lane.go_on_from({.openings = 3}, calls.now);
    CHECK(calls.lane.breaker(calls.now) == Breaker::State::half_open);
    CHECK(calls.start() == 1);
    CHECK(calls.start() == 0);
    calls.now += 1s;
    calls.end(OutcomeKind::transient);
    // The fourth opening: eight times as long as the first.
    CHECK(calls.lane.findings().openings == 4);
    CHECK(*calls.lane.parked()->until - calls.now >= 30s);
}
