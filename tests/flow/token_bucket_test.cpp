#include "flow/token_bucket.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::flow::TokenBucket;
using glossd::model::Instant;

namespace {

const Instant beginning{1h};

// Takes one as soon as it may, for a minute; how many were taken.
int taken_in_a_minute(TokenBucket bucket) {
    int taken = 0;
    for (auto now = beginning; now < beginning + 1min; ++taken) {
        bucket.take(1, now);
        now = bucket.ready_at(1, now);
    }
    return taken;
}

}  // namespace

TEST_CASE("a bucket never gives more than its limit in a minute") {
    for (const double limit : {1.0, 2.0, 20.0, 60.0, 500.0, 6000.0}) {
        CAPTURE(limit);
        const int taken = taken_in_a_minute(TokenBucket(limit, beginning));
        CHECK(taken <= limit);
        CHECK(taken >= limit * 0.95 - 1);
    }
}

TEST_CASE("ready_at names the moment from which has() is true") {
    TokenBucket bucket(90, beginning);
    bucket.take(1, beginning);
    bucket.take(0.5, beginning);
    const auto ready = bucket.ready_at(1, beginning);
    CHECK_FALSE(bucket.has(1, beginning));
    CHECK_FALSE(bucket.has(1, ready - 5ms));
    CHECK(bucket.has(1, ready));
}

TEST_CASE("more than the bucket holds leaves it in debt until that is paid") {
    TokenBucket bucket(6000, beginning);
    CHECK(bucket.has(1000, beginning));
    bucket.take(1000, beginning);
    CHECK_FALSE(bucket.has(0, beginning));
    const auto paid = bucket.ready_at(0, beginning);
    CHECK(paid > beginning + 9s);
    CHECK(paid < beginning + 10s);
}

TEST_CASE("an emptied bucket starts from nothing") {
    TokenBucket bucket(60, beginning);
    bucket.empty(beginning);
    CHECK_FALSE(bucket.has(1, beginning));
    CHECK(bucket.ready_at(1, beginning) >= beginning + 1s);
}

TEST_CASE("a clock that stands still or runs back gives nothing") {
    TokenBucket bucket(60, beginning);
    bucket.take(1, beginning);
    CHECK_FALSE(bucket.has(1, beginning));
    CHECK_FALSE(bucket.has(1, beginning - 1h));
}

TEST_CASE("without a limit everything may be taken") {
    TokenBucket bucket(0, beginning);
    bucket.take(1e9, beginning);
    CHECK(bucket.has(1e9, beginning));
    CHECK(bucket.ready_at(1, beginning) == beginning);
}

TEST_CASE("a bucket that goes on from another has no more in it than that one had") {
    TokenBucket before(60, beginning);
    before.take(1, beginning);
    TokenBucket after(600, beginning + 100ms);
    after.continue_from(before, beginning + 100ms);
    CHECK_FALSE(after.has(1, beginning + 100ms));
    CHECK(after.has(1, beginning + 1s));

    TokenBucket unlimited(0, beginning);
    TokenBucket limited(60, beginning);
    limited.continue_from(unlimited, beginning);
    CHECK(limited.has(1, beginning));
}
