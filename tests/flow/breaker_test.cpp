#include "flow/breaker.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::Breaker;
using glossd::model::Duration;
using glossd::model::Instant;
using State = glossd::flow::Breaker::State;

namespace {

const Instant closed_at{1h};

Breaker opened(Instant now = closed_at) {
    Breaker breaker;
    for (int i = 0; i < 4; ++i) REQUIRE_FALSE(breaker.failed(now, 1));
    REQUIRE(breaker.failed(now, 1) == Duration(5s));
    return breaker;
}

}  // namespace

TEST_CASE("five failures in a row open a breaker, five with an answer between them do not") {
    auto breaker = opened();
    CHECK(breaker.state(closed_at) == State::open);
    CHECK(breaker.state(closed_at + 5s) == State::half_open);

    Breaker other;
    for (int i = 0; i < 20; ++i) other.answered(closed_at);
    for (int i = 0; i < 4; ++i) CHECK_FALSE(other.failed(closed_at, 1));
    other.answered(closed_at);
    CHECK_FALSE(other.failed(closed_at, 1));
    CHECK(other.state(closed_at) == State::closed);
}

TEST_CASE("a breaker opens when more than a fifth of some calls fail") {
    Breaker breaker;
    const auto third = [&](int i) { return closed_at + i * 10ms; };
    int calls = 0;
    while (!breaker.is_tripped() && calls < 100) {
        ++calls;
        if (calls % 3 == 0) {
            breaker.failed(third(calls), 0);
        } else {
            breaker.answered(third(calls));
        }
    }
    CHECK(calls >= 10);
    CHECK(calls <= 12);
}

TEST_CASE("a tenth of the calls failing is borne for ever") {
    Breaker breaker;
    for (int i = 0; i < 1000; ++i) {
        const auto now = closed_at + i * 50ms;
        if (i % 10 == 9) {
            CHECK_FALSE(breaker.failed(now, 0));
        } else {
            breaker.answered(now);
        }
    }
    CHECK_FALSE(breaker.is_tripped());
}

TEST_CASE("failures long ago are forgotten") {
    Breaker breaker;
    for (int i = 0; i < 50; ++i) {
        const auto now = closed_at + i * 2min;
        breaker.failed(now, 0);
        breaker.answered(now);
    }
    CHECK_FALSE(breaker.is_tripped());
}

TEST_CASE("a half open breaker closes after three answers") {
    auto breaker = opened();
    const auto later = closed_at + 10s;
    breaker.answered(later);
    breaker.answered(later);
    CHECK(breaker.state(later) == State::half_open);
    breaker.answered(later);
    CHECK(breaker.state(later) == State::closed);
    CHECK_FALSE(breaker.failed(later, 1));
}

TEST_CASE("a breaker that fails half open stays open twice as long, up to five minutes") {
    auto breaker = opened();
    auto now = closed_at;
    Duration last = 5s;
    for (int i = 0; i < 10; ++i) {
        now += last;
        const auto length = breaker.failed(now, 1);
        REQUIRE(length);
        CHECK(*length == std::min<Duration>(2 * last, 5min));
        CHECK_FALSE(breaker.failed(now, 1));  // while it is open
        last = *length;
    }
    CHECK(last == Duration(5min));
}

TEST_CASE("half of the time a breaker is open is at random") {
    Breaker breaker;
    for (int i = 0; i < 4; ++i) breaker.failed(closed_at, 0);
    CHECK(breaker.failed(closed_at, 0) == Duration(2500ms));
}
