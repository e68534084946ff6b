#include "flow/lane.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::Lane;
using glossd::flow::LaneLimits;
using glossd::flow::Park;
using glossd::flow::TokenBucket;
using glossd::model::Instant;
using glossd::model::Outcome;
using glossd::model::OutcomeKind;

namespace {

const Instant start{1h};
const Outcome ok{};
constexpr double no_luck = 0.999999;

Outcome outcome(OutcomeKind kind, std::optional<glossd::model::Duration> retry_after = {}) {
    return {kind, "as the service said", retry_after};
}

// A lane with `jobs` jobs that write their number when granted.
struct Fixture {
    Lane lane;
    std::vector<int> granted;

    explicit Fixture(const LaneLimits& limits, std::vector<Lane::SharedBucket> shared = {})
        : lane("test", limits, start, std::move(shared)) {}

    void push(int count, int priority = 0) {
        for (int i = 0; i < count; ++i) {
            lane.push(priority, [this, number = next_++] { granted.push_back(number); });
        }
    }

    std::size_t grant(Instant now = start) {
        auto jobs = lane.grant(now);
        for (const auto& job : jobs) job();
        return jobs.size();
    }

  private:
    int next_ = 0;
};

}  // namespace

TEST_CASE("a concurrency limit of 2 is never passed by 10 jobs") {
    Fixture f({.max_concurrent = 2});
    f.push(10);
    int done = 0;
    while (done < 10) {
        f.grant();
        CHECK(f.lane.in_flight() <= 2);
        f.lane.finish(ok, start, 0);
        ++done;
    }
    CHECK(f.granted == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(f.lane.in_flight() == 0);
}

TEST_CASE("buffers of 1, 10 and 50 all drain in order") {
    for (const int size : {1, 10, 50}) {
        CAPTURE(size);
        Fixture f({.max_concurrent = 3, .requests_per_minute = 120});
        f.push(size);
        auto now = start;
        while (f.lane.waiting() > 0 || f.lane.in_flight() > 0) {
            f.grant(now);
            while (f.lane.in_flight() > 0) f.lane.finish(ok, now, 0);
            if (const auto next = f.lane.next_at(now)) now = *next;
        }
        CHECK(static_cast<int>(f.granted.size()) == size);
        CHECK(std::is_sorted(f.granted.begin(), f.granted.end()));
    }
}

TEST_CASE("a higher priority goes first, and within one the order stays") {
    Fixture f({.max_concurrent = 10});
    f.push(2, 0);
    f.push(2, 5);
    f.push(1, 0);
    f.grant();
    CHECK(f.granted == std::vector<int>{2, 3, 0, 1, 4});
}

TEST_CASE("the request rate holds whatever the concurrency allows") {
    Fixture f({.max_concurrent = 100, .requests_per_minute = 60});
    f.push(100);
    CHECK(f.grant() == 1);
    CHECK(f.grant(start + 500ms) == 0);
    const auto next = f.lane.next_at(start);
    REQUIRE(next);
    CHECK(f.grant(*next) == 1);
}

TEST_CASE("tokens charged beyond the limit delay the next job until they are paid") {
    Fixture f({.max_concurrent = 4, .tokens_per_minute = 6000});
    f.push(2);
    f.lane.push(0, [] {});
    REQUIRE(f.lane.grant(start).size() == 3);
    f.lane.charge({.tokens = 1100}, start);
    f.push(1);
    CHECK(f.grant(start + 5s) == 0);
    CHECK(f.grant(start + 11s) == 1);
}

TEST_CASE("two lanes that share a bucket share its limit") {
    const auto bucket = std::make_shared<TokenBucket>(60, start);
    Fixture one({.max_concurrent = 9}, {bucket});
    Fixture two({.max_concurrent = 9}, {bucket});
    one.push(5);
    two.push(5);
    CHECK(one.grant() == 1);
    CHECK(two.grant() == 0);
    CHECK(two.grant(start + 1100ms) == 1);
    CHECK(one.grant(start + 1100ms) == 0);
}

TEST_CASE("Retry-After parks the lane for at least that long") {
    Fixture f({.max_concurrent = 1});
    f.push(2);
    f.grant();
    f.lane.finish(outcome(OutcomeKind::rate_limited, 2h), start, 0);
    CHECK(f.grant(start + 2h - 1s) == 0);
    CHECK(f.lane.next_at(start) >= start + 2h);
    CHECK(f.grant(start + 2h) == 1);
}

TEST_CASE("failures in a row wait longer each time and one success ends that") {
    Fixture f({.max_concurrent = 1});
    f.push(10);
    auto now = start;
    glossd::model::Duration last{0};
    for (int i = 0; i < 5; ++i) {
        REQUIRE(f.grant(now) == 1);
        f.lane.finish(outcome(OutcomeKind::transient), now, no_luck);
        const auto next = f.lane.next_at(now);
        REQUIRE(next);
        const auto wait = std::chrono::duration_cast<glossd::model::Duration>(*next - now);
        CHECK(wait > last);
        last = wait;
        now = *next;
    }
    REQUIRE(f.grant(now) == 1);
    f.lane.finish(ok, now, no_luck);
    CHECK(f.grant(now) == 1);
}

TEST_CASE("fifty jobs that fail together count as one failure") {
    Fixture f({.max_concurrent = 50});
    f.push(51);
    REQUIRE(f.grant() == 50);
    for (int i = 0; i < 50; ++i) f.lane.finish(outcome(OutcomeKind::transient), start, no_luck);
    CHECK(f.lane.next_at(start) <= start + 500ms);
}

TEST_CASE("after a failure one job goes first and the rest wait for it") {
    Fixture f({.max_concurrent = 10});
    f.push(10);
    f.grant();
    for (int i = 0; i < 10; ++i) f.lane.finish(outcome(OutcomeKind::transient), start, 0);
    f.push(10);
    CHECK(f.grant(start + 1h) == 1);
    CHECK(f.grant(start + 1h) == 0);
    CHECK_FALSE(f.lane.next_at(start + 1h));
    f.lane.finish(ok, start + 1h, 0);
    CHECK(f.grant(start + 1h) == 9);
}

TEST_CASE("a refused credential parks the lane until a reload and keeps its work") {
    Fixture f({.max_concurrent = 1});
    f.push(3);
    f.grant();
    f.lane.finish(outcome(OutcomeKind::unauthorized), start, 0);
    CHECK(f.grant(start + 1000h) == 0);
    CHECK_FALSE(f.lane.next_at(start));
    CHECK(f.lane.waiting() == 2);
    f.lane.unpark();
    CHECK(f.grant(start) == 1);
}

TEST_CASE("a failure in one lane is not felt by another") {
    Fixture down({.max_concurrent = 1});
    Fixture up({.max_concurrent = 1});
    down.push(2);
    up.push(2);
    down.grant();
    up.grant();
    down.lane.finish(outcome(OutcomeKind::transient, 1h), start, 0);
    up.lane.finish(ok, start, 0);
    CHECK(down.grant() == 0);
    CHECK(up.grant() == 1);
}

TEST_CASE("a rejected item says nothing about the service") {
    Fixture f({.max_concurrent = 1});
    f.push(2);
    f.grant();
    f.lane.finish(outcome(OutcomeKind::rejected), start, 0);
    CHECK(f.grant(start) == 1);
}

TEST_CASE("a grant that is given back costs nothing") {
    Fixture f({.max_concurrent = 1, .requests_per_minute = 60});
    f.push(2);
    f.grant();
    f.lane.give_back();
    CHECK(f.grant(start) == 1);
}

TEST_CASE("a lane that goes on from another keeps what is used up, its failures and its pause") {
    Fixture before({.max_concurrent = 4, .requests_per_minute = 60});
    before.push(1);
    before.grant();
    before.lane.finish(outcome(OutcomeKind::rate_limited, 5min), start, no_luck);

    Fixture after({.max_concurrent = 4, .requests_per_minute = 6000});
    after.lane.continue_from(before.lane, start);
    after.push(3);
    REQUIRE(after.lane.parked());
    CHECK(after.lane.parked()->until == before.lane.parked()->until);
    CHECK(after.grant(start + 4min) == 0);
    CHECK(after.grant(start + 1h) == 1);  // it failed before, so one goes first
}

TEST_CASE("a lane that waits for the operator is free in the one that goes on from it") {
    Fixture before({});
    before.push(1);
    before.grant();
    before.lane.finish(outcome(OutcomeKind::unauthorized), start, no_luck);
    REQUIRE(before.lane.parked());

    Fixture after({});
    after.lane.continue_from(before.lane, start);
    after.push(1);
    CHECK_FALSE(after.lane.parked());
    CHECK(after.grant() == 1);
}

TEST_CASE("a success that asks for a rest pauses the lane, and nothing is probed after it") {
    Fixture fixture({.max_concurrent = 2});
    fixture.push(3);
    fixture.lane.grant(start);
    fixture.lane.finish(outcome(OutcomeKind::ok, 5s), start, no_luck);
    CHECK(fixture.lane.grant(start + 4s).empty());
    CHECK(fixture.lane.next_at(start) == start + 5s);
    fixture.push(1);
    fixture.lane.finish(ok, start + 4s, no_luck);
    CHECK(fixture.lane.grant(start + 5s).size() == 2);
}
