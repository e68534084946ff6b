#include "flow/token_bucket.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::TokenBucket;
using glossd::model::Instant;

namespace {

const Instant start{1h};

// Takes one as soon as it may, for a minute; how many were taken.
int taken_in_a_minute(TokenBucket bucket) {
    int taken = 0;
    for (auto now = start; now < start + 1min; ++taken) {
        bucket.take(1, now);
        now = bucket.ready_at(1, now);
    }
    return taken;
}

}  // namespace

TEST_CASE("a bucket never gives more than its limit in a minute") {
    for (const double limit : {1.0, 2.0, 20.0, 60.0, 500.0, 6000.0}) {
        CAPTURE(limit);
        const int taken = taken_in_a_minute(TokenBucket(limit, start));
        CHECK(taken <= limit);
        CHECK(taken >= limit * 0.95 - 1);
    }
}

TEST_CASE("ready_at names the moment from which has() is true") {
    TokenBucket bucket(90, start);
    bucket.take(1, start);
    bucket.take(0.5, start);
    const auto ready = bucket.ready_at(1, start);
    CHECK_FALSE(bucket.has(1, start));
    CHECK_FALSE(bucket.has(1, ready - 5ms));
    CHECK(bucket.has(1, ready));
}

TEST_CASE("more than the bucket holds leaves it in debt until that is paid") {
    TokenBucket bucket(6000, start);
    CHECK(bucket.has(1000, start));
    bucket.take(1000, start);
    CHECK_FALSE(bucket.has(0, start));
    const auto paid = bucket.ready_at(0, start);
    CHECK(paid > start + 9s);
    CHECK(paid < start + 10s);
}

TEST_CASE("an emptied bucket starts from nothing") {
    TokenBucket bucket(60, start);
    bucket.empty(start);
    CHECK_FALSE(bucket.has(1, start));
    CHECK(bucket.ready_at(1, start) >= start + 1s);
}

TEST_CASE("a clock that stands still or runs back gives nothing") {
    TokenBucket bucket(60, start);
    bucket.take(1, start);
    CHECK_FALSE(bucket.has(1, start));
    CHECK_FALSE(bucket.has(1, start - 1h));
}

TEST_CASE("without a limit everything may be taken") {
    TokenBucket bucket(0, start);
    bucket.take(1e9, start);
    CHECK(bucket.has(1e9, start));
    CHECK(bucket.ready_at(1, start) == start);
}

TEST_CASE("a bucket that goes on from another has no more in it than that one had") {
    TokenBucket before(60, start);
    before.take(1, start);
    TokenBucket after(600, start + 100ms);
    after.continue_from(before, start + 100ms);
    CHECK_FALSE(after.has(1, start + 100ms));
    CHECK(after.has(1, start + 1s));

    TokenBucket unlimited(0, start);
    TokenBucket limited(60, start);
    limited.continue_from(unlimited, start);
    CHECK(limited.has(1, start));
}
