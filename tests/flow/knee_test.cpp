// What an adaptive lane is for, against services in virtual time: nobody has told it their limits.
#include "bench/simulated_service.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::bench::ServiceTraits;
using glossd::bench::SimulatedLoad;
using glossd::bench::SimulatedService;
using glossd::flow::LaneLimits;
using glossd::model::Instant;
using glossd::model::OutcomeKind;

namespace {

const Instant opened_at{1h};
const LaneLimits watching{.max_concurrent = 200, .adaptive = true};

// The best of all fixed settings at this knee, found by trying.
double best_fixed(const ServiceTraits& traits) {
    double best = 0;
    for (const int calls : {traits.knee * 8 / 10, traits.knee * 9 / 10, traits.knee}) {
        SimulatedService service(traits);
        SimulatedLoad load(service, {.max_concurrent = calls}, opened_at);
        best = std::max(best, load.run(30s).per_second());
    }
    return best;
}

void check_knee(const ServiceTraits& traits) {
    CAPTURE(traits.room);
    CAPTURE(traits.overloaded);
    CAPTURE(traits.latency.count());
    const auto half = 300 * traits.latency;
    auto moved = traits;
    moved.knee = 15;
    SimulatedService service(traits);
    SimulatedLoad load(service, watching, opened_at);
    const auto before = load.run(half);
    service.traits().knee = moved.knee;
    const auto after = load.run(half);
    const double best = best_fixed(traits) + best_fixed(moved);
    CHECK(before.per_second() + after.per_second() >= 0.95 * best);
    const double calls = before.answered + before.refused + after.answered + after.refused;
    CHECK((before.refused + after.refused) / calls < 0.01);
}

}  // namespace

TEST_CASE("a service that slows beyond 40 calls and then fails, and has room for 15 later") {
    for (const auto latency : {200ms, 2000ms}) {
        check_knee({.knee = 40, .latency = latency});
        check_knee({.knee = 40, .overloaded = OutcomeKind::rate_limited, .latency = latency});
        check_knee({.knee = 40, .room = 2, .latency = latency});
    }
}

TEST_CASE("a service that fails beyond 40 calls without slowing first") {
    check_knee({.knee = 40, .room = 1});
}

TEST_CASE("a service that grows is given more calls") {
    SimulatedService service({.knee = 15});
    SimulatedLoad load(service, watching, opened_at);
    load.run(60s);
    CHECK(load.lane().limit() <= 20);
    service.traits().knee = 40;
    load.run(60s);
    CHECK(load.lane().limit() >= 36);
}

TEST_CASE("a service that allows 20 calls a second is used to the full and hardly refuses") {
    using Counting = ServiceTraits::Counting;
    for (const auto counting : {Counting::bucket, Counting::sliding, Counting::calendar}) {
        for (const auto latency : {100ms, 200ms, 500ms}) {
            CAPTURE(counting);
            CAPTURE(latency.count());
            SimulatedService service({.per_second = 20, .counting = counting, .latency = latency});
            SimulatedLoad load(service, watching, opened_at);
            const auto figures = load.run(300s);
            CHECK(figures.per_second() >= 0.97 * 20);
            CHECK(figures.refused_share() <= 0.02);
        }
    }
}

TEST_CASE("a service that allows 20 calls a second and takes seconds for each is found out too") {
    using Counting = ServiceTraits::Counting;
    for (const auto counting : {Counting::bucket, Counting::sliding, Counting::calendar}) {
        for (const auto latency : {1000ms, 2000ms}) {
            CAPTURE(counting);
            CAPTURE(latency.count());
            SimulatedService service({.per_second = 20, .counting = counting, .latency = latency});
            SimulatedLoad load(service, watching, opened_at);
            // From one call after another to 40 at once takes some of these calls.
            const auto start = load.run(60s);
            CHECK(start.refused_share() <= 0.02);
            const auto figures = load.run(300s);
            CHECK(figures.per_second() >= 0.97 * 20);
            CHECK(figures.refused_share() <= 0.02);
        }
    }
}

TEST_CASE("a service that allows more later is given more") {
    SimulatedService service({.per_second = 20, .latency = 100ms});
    SimulatedLoad load(service, watching, opened_at);
    load.run(60s);
    service.traits().per_second = 100;
    load.run(20min);
    CHECK(load.run(60s).per_second() > 80);
}

TEST_CASE("a service that cannot say no to anything is not held back") {
    SimulatedService service({.latency = 100ms});
    SimulatedLoad load(service, {.max_concurrent = 50, .adaptive = true}, opened_at);
    CHECK(load.run(30s).per_second() > 0.95 * 500);
}
