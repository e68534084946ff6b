#include "flow/adaptive_pace.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::AdaptivePace;
using glossd::flow::CallSeen;
using glossd::model::Instant;
using Verdict = glossd::flow::AdaptivePace::Verdict;

namespace {

constexpr bool limited = true;
constexpr bool broken = false;

// Some rounds of as many calls as may be in flight, each of a second.
struct Paced {
    Instant now{1h};
    AdaptivePace pace;

    explicit Paced(int most) : pace(most, now) {}

    Instant start(int calls) {
        for (int i = 0; i < calls; ++i) pace.started(now);
        return now;
    }

    void rounds(int count) {
        for (int i = 0; i < count; ++i) {
            const int calls = pace.limit();
            const auto began = start(calls);
            now += 1s;
            for (int call = 0; call < calls; ++call) pace.answered({began, calls, 1.0}, now);
        }
    }
};

}  // namespace

TEST_CASE("the first refusal slows down, one of a call after that says to wait") {
    Paced paced(32);
    paced.rounds(10);
    const auto began = paced.start(32);
    paced.now += 1s;
    CHECK(paced.pace.refused({began, 33, {}}, broken, paced.now) == Verdict::cut);
    CHECK(paced.pace.refused({began, 33, {}}, broken, paced.now) == Verdict::old_news);
    const auto later = paced.start(1);
    paced.now += 1s;
    CHECK(paced.pace.refused({later, 20, {}}, broken, paced.now) == Verdict::failing);
}

TEST_CASE("an answer to a call after the cut makes the next refusal the first again") {
    Paced paced(32);
    paced.rounds(10);
    CHECK(paced.pace.refused({paced.now, 33, {}}, broken, paced.now) == Verdict::cut);
    paced.rounds(1);
    CHECK(paced.pace.refused({paced.now, 33, {}}, broken, paced.now) == Verdict::cut);
}

TEST_CASE("when most of what was in flight fails it is better to wait") {
    Paced paced(32);
    paced.rounds(10);
    const auto began = paced.start(32);
    paced.now += 1s;
    int waits = 0;
    for (int i = 0; i < 12; ++i) {
        waits += paced.pace.refused({began, 32, {}}, broken, paced.now) == Verdict::failing;
    }
    CHECK(waits == 1);
}

TEST_CASE("a call that failed alone says to wait at once") {
    Paced paced(32);
    CHECK(paced.pace.refused({paced.start(1), 1, {}}, broken, paced.now) == Verdict::failing);
}

TEST_CASE("a 429 at a number in flight that was good is a matter of the rate") {
    Paced paced(32);
    paced.rounds(10);
    REQUIRE(paced.pace.limit() == 32);
    paced.start(20);
    paced.now += 100ms;
    CHECK(paced.pace.refused({paced.start(1), 21, {}}, limited, paced.now) == Verdict::cut);
    CHECK(paced.pace.limit() == 32);
    REQUIRE(paced.pace.per_second());
    CHECK(*paced.pace.per_second() < 60);
}

TEST_CASE("a 429 at more in flight than were ever answered is a matter of the number") {
    Paced paced(200);
    paced.rounds(1);
    CHECK(paced.pace.refused({paced.start(1), 33, {}}, limited, paced.now) == Verdict::cut);
    CHECK(paced.pace.limit() < 30);
    CHECK_FALSE(paced.pace.per_second());
}

TEST_CASE("a 429 for a call that is alone gives back what the number was cut by") {
    Paced paced(64);
    paced.rounds(3);
    const int before = paced.pace.limit();
    paced.pace.refused({paced.start(30), 33, {}}, limited, paced.now);
    REQUIRE(paced.pace.limit() < before);
    paced.now += 500ms;
    CHECK(paced.pace.refused({paced.start(1), 1, {}}, limited, paced.now) == Verdict::failing);
    CHECK(paced.pace.limit() == before);
    CHECK(paced.pace.per_second());
}

TEST_CASE("failures that are no 429 never limit the rate") {
    Paced paced(32);
    paced.rounds(10);
    for (int i = 0; i < 20; ++i) {
        paced.now += 10ms;
        paced.pace.refused({paced.start(1), 2, {}}, broken, paced.now);
    }
    CHECK_FALSE(paced.pace.per_second());
}

namespace {

// In slow start with calls that take a second, when the one after 24 of the last half second is
// refused; when it began.
Instant refused_in_a_wave(Paced& paced) {
    paced.rounds(3);
    REQUIRE(paced.pace.limit() == 32);
    for (int i = 0; i < 24; ++i) {
        paced.start(1);
        paced.now += 20ms;
    }
    const auto began = paced.start(1);
    paced.now += 5ms;
    CHECK(paced.pace.refused({began, 25, {}}, limited, paced.now) == Verdict::cut);
    return began;
}

}  // namespace

TEST_CASE("the first 429 where calls take long tries the rate, after a second's pause") {
    Paced paced(200);
    refused_in_a_wave(paced);
    CHECK(paced.pace.limit() == 32);
    CHECK(paced.pace.per_second().value_or(0) == doctest::Approx(24).epsilon(0.03));
    CHECK_FALSE(paced.pace.may_start(paced.now + 900ms));
    CHECK(paced.pace.may_start(paced.now + 1s));
}

TEST_CASE("more in flight than were refused show that the rate is what counts") {
    Paced paced(200);
    refused_in_a_wave(paced);
    const auto began = paced.now + 2s;
    paced.pace.answered({began, 30, 1.0}, began + 1s);
    const int limit = paced.pace.limit();
    const double rate = paced.pace.per_second().value_or(0);
    CHECK(paced.pace.refused({began + 2s, 26, {}}, limited, began + 2s) == Verdict::cut);
    CHECK(paced.pace.limit() == limit);
    CHECK(paced.pace.per_second().value_or(0) < rate);
}

TEST_CASE(
    "as many in flight refused again and again at a lower rate are a matter of their number") {
    Paced paced(200);
    refused_in_a_wave(paced);
    for (int i = 0; i < 3; ++i) {
        paced.now += 1s;
        const auto again = paced.start(1);
        paced.pace.refused({again, 25, {}}, limited, paced.now);
    }
    CHECK_FALSE(paced.pace.per_second());
    CHECK(paced.pace.limit() <= 18);
}
