#include "flow/adaptive_rate.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::AdaptiveRate;
using glossd::model::Instant;

namespace {

const Instant first_call{1h};

// Twenty calls in one second, of which a twenty-first is refused.
AdaptiveRate learned_twenty() {
    AdaptiveRate rate(first_call);
    for (int i = 0; i < 20; ++i) rate.started(first_call + i * 10ms);
    const auto began = first_call + 500ms;
    rate.started(began);
    rate.turned_away(began);
    rate.learn(began, began + 5ms);
    return rate;
}

// Starts a call whenever it may, for so long.
int start_calls(AdaptiveRate& rate, Instant from, Instant::duration time) {
    int count = 0;
    for (auto now = from; now < from + time; now += 1ms) {
        if (!rate.may_start(now)) continue;
        rate.started(now);
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a rate that was never refused is no limit") {
    AdaptiveRate rate(first_call);
    for (int i = 0; i < 1000; ++i) {
        CHECK(rate.may_start(first_call));
        rate.started(first_call);
    }
    CHECK_FALSE(rate.per_second());
}

TEST_CASE("a refusal limits the rate to a little less than what was let through") {
    const auto rate = learned_twenty();
    REQUIRE(rate.per_second());
    CHECK(*rate.per_second() < 20);
    CHECK(*rate.per_second() > 19.5);
}

TEST_CASE("calls are spaced evenly, without a burst after a rest") {
    auto rate = learned_twenty();
    const int calls = start_calls(rate, first_call + 10s, 1s);
    CHECK(calls >= 19);
    CHECK(calls <= 20);
}

TEST_CASE("a rate grows slowly, and only while calls wait for it") {
    auto rate = learned_twenty();
    const double learned = *rate.per_second();
    for (int i = 0; i < 100; ++i) rate.started(first_call + 1s + i * 10s);
    CHECK(*rate.per_second() == doctest::Approx(learned));
    start_calls(rate, first_call + 2000s, 30s);
    CHECK(*rate.per_second() < 1.02 * learned);
    start_calls(rate, first_call + 2030s, 300s);
    CHECK(*rate.per_second() > 1.5 * learned);
}

TEST_CASE("a refusal at the rate lowers it a little, and soon after another by more") {
    auto rate = learned_twenty();
    start_calls(rate, first_call + 1s, 40s);
    const double before = *rate.per_second();
    rate.refused(false, first_call + 41s);
    const double after = *rate.per_second();
    CHECK(after < before);
    CHECK(after > 0.97 * before);
    rate.refused(false, first_call + 42s);
    CHECK(*rate.per_second() < 0.96 * after);
}

TEST_CASE("a service that lets nothing through after a burst is measured over both") {
    auto rate = learned_twenty();
    start_calls(rate, first_call + 1s, 10s);
    rate.refused(true, first_call + 51s);
    CHECK(*rate.per_second() < 5);
}

TEST_CASE("a probe refused when nothing else was sent does not lower the rate to nothing") {
    auto rate = learned_twenty();
    const double before = *rate.per_second();
    for (int i = 1; i < 10; ++i) rate.refused(true, first_call + i * 60s);
    CHECK(*rate.per_second() == doctest::Approx(before));
}

TEST_CASE("as many a second at quite another number in flight is a limit of the rate") {
    AdaptiveRate rate(first_call);
    for (int i = 0; i < 200; ++i) rate.started(first_call + i * 50ms);
    CHECK_FALSE(rate.is_what_counts(20, first_call + 5s));
    CHECK_FALSE(rate.is_what_counts(20, first_call + 6s));
    CHECK(rate.is_what_counts(10, first_call + 7s));
}
