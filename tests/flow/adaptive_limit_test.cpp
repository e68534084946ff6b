#include "flow/adaptive_limit.hpp"

#include <algorithm>
#include <functional>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::AdaptiveLimit;
using glossd::model::Instant;

namespace {

// A limit that is used to the full, a round trip of a second at a time.
struct Busy {
    Instant now{1h};
    AdaptiveLimit limit;

    explicit Busy(int most) : limit(most, now) {}

    // `latency` by the number of calls in flight.
    void rounds(int count, const std::function<double(int)>& latency) {
        for (int i = 0; i < count; ++i) {
            const auto began = now;
            const int calls = limit.limit();
            now += 1s;
            for (int call = 0; call < calls; ++call) {
                limit.answered({began, calls, latency(calls)}, now);
            }
        }
    }
};

double steady(int /*calls*/) {
    return 1;
}

double crowded_beyond_40(int calls) {
    return std::max(1.0, calls / 40.0);
}

}  // namespace

TEST_CASE("a limit that is used doubles every round trip until its ceiling") {
    Busy busy(100);
    CHECK(busy.limit.limit() == 4);
    busy.rounds(1, steady);
    CHECK(busy.limit.limit() == 8);
    busy.rounds(3, steady);
    CHECK(busy.limit.limit() == 64);
    busy.rounds(20, steady);
    CHECK(busy.limit.limit() == 100);
}

TEST_CASE("a limit that is not used does not grow") {
    AdaptiveLimit limit(50, Instant{1h});
    for (int i = 0; i < 1000; ++i) limit.answered({Instant{1h}, 1, 1.0}, Instant{1h} + i * 1s);
    CHECK(limit.limit() <= 5);
}

TEST_CASE("a low ceiling is where the limit starts") {
    CHECK(AdaptiveLimit(3, Instant{1h}).limit() == 3);
    CHECK(AdaptiveLimit(0, Instant{1h}).limit() == 1);
}

TEST_CASE("a burst of refusals is one cut, and a refusal of a later call is another") {
    Busy busy(64);
    busy.rounds(10, steady);
    REQUIRE(busy.limit.limit() == 64);
    const auto began = busy.now;
    busy.now += 1s;
    for (int i = 0; i < 20; ++i) busy.limit.refused({began, 64, {}}, busy.now);
    const int after = busy.limit.limit();
    CHECK(after == 60);
    busy.limit.refused({busy.now, after, {}}, busy.now + 1s);
    CHECK(busy.limit.limit() < after - 5);
}

TEST_CASE("a limit never falls below one") {
    Busy busy(64);
    for (int i = 0; i < 50; ++i) {
        busy.now += 1s;
        busy.limit.refused({busy.now, busy.limit.limit(), {}}, busy.now);
        CHECK(busy.limit.limit() >= 1);
    }
    CHECK(busy.limit.limit() == 1);
    busy.rounds(400, steady);
    CHECK(busy.limit.limit() > 10);
}

TEST_CASE("a failure when few calls are in flight costs little") {
    Busy busy(64);
    busy.rounds(10, steady);
    busy.limit.refused({busy.now, 2, {}}, busy.now + 1s);
    CHECK(busy.limit.limit() >= 60);
}

TEST_CASE("more calls that bring no more answers are not made") {
    Busy busy(200);
    busy.rounds(40, crowded_beyond_40);
    CHECK(busy.limit.limit() >= 38);
    CHECK(busy.limit.limit() <= 48);
    busy.rounds(300, crowded_beyond_40);
    CHECK(busy.limit.limit() >= 38);
    CHECK(busy.limit.limit() <= 48);
}

TEST_CASE("a service that is slower for however many calls keeps its limit") {
    Busy busy(32);
    busy.rounds(20, steady);
    int least = 32;
    for (int i = 0; i < 100; ++i) {
        busy.rounds(1, [](int) { return 3.0; });
        if (i > 20) least = std::min(least, busy.limit.limit());
    }
    CHECK(least >= 30);
    CHECK(busy.limit.limit() == 32);
}

TEST_CASE("a service that became smaller is given fewer calls without refusing one") {
    Busy busy(40);
    busy.rounds(20, steady);
    REQUIRE(busy.limit.limit() == 40);
    busy.rounds(20, [](int calls) { return std::max(1.0, calls / 15.0); });
    CHECK(busy.limit.limit() >= 14);
    CHECK(busy.limit.limit() <= 20);
}

TEST_CASE("without latencies only refusals bound the limit") {
    AdaptiveLimit limit(1000, Instant{1h});
    auto now = Instant{1h};
    for (int round = 0; round < 4; ++round) {
        const auto began = now;
        const int calls = limit.limit();
        now += 1s;
        for (int i = 0; i < calls; ++i) limit.answered({began, calls, {}}, now);
    }
    CHECK(limit.limit() == 64);
}

TEST_CASE("a limit that goes on from another keeps to its own ceiling") {
    Busy before(64);
    before.rounds(10, steady);
    AdaptiveLimit after(20, before.now);
    after.continue_from(before.limit, before.now);
    CHECK(after.limit() == 20);
    AdaptiveLimit larger(200, before.now);
    larger.continue_from(before.limit, before.now);
    CHECK(larger.limit() == 64);
}

TEST_CASE("a limit found before a restart is where the next life goes on") {
    Busy busy(200);
    busy.limit.go_on_from(40, false, busy.now);
    CHECK(busy.limit.limit() == 40);
    busy.rounds(100, crowded_beyond_40);
    CHECK(busy.limit.limit() >= 38);
    CHECK(busy.limit.limit() <= 48);
}

TEST_CASE("a limit that nothing had bounded before a restart goes on growing") {
    Busy busy(200);
    busy.limit.go_on_from(32, true, busy.now);
    busy.rounds(1, steady);
    CHECK(busy.limit.limit() == 64);
    Busy small(20);
    small.limit.go_on_from(32, true, small.now);
    CHECK(small.limit.limit() == 20);
    CHECK_FALSE(small.limit.is_growing());
}
