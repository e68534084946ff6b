#include "monitor/histogram.hpp"

#include <doctest/doctest.h>

using namespace glossd::monitor;
using namespace std::chrono_literals;

namespace {

Distribution of(const std::vector<Microseconds>& values) {
    Histogram histogram;
    for (const auto value : values) histogram.record(value);
    return histogram.distribution();
}

}  // namespace

TEST_CASE("every duration falls into the bucket that contains it") {
    for (std::uint64_t value = 0; value < 4'000'000'000'000; value += 1 + value / 7) {
        const auto bucket = Histogram::bucket_of(value);
        if (bucket + 1 == Histogram::bucket_count) break;
        REQUIRE(Histogram::bucket_begin(bucket) <= value);
        REQUIRE(value < Histogram::bucket_begin(bucket + 1));
    }
}

TEST_CASE("a bucket is never wider than an eighth of where it begins") {
    for (std::uint32_t bucket = Histogram::linear; bucket + 1 < Histogram::bucket_count; ++bucket) {
        const auto begin = Histogram::bucket_begin(bucket);
        REQUIRE((Histogram::bucket_begin(bucket + 1) - begin) * 8 <= begin);
    }
}

TEST_CASE("durations beyond reason are counted in the last bucket, negative ones as none") {
    const auto taken = of({std::chrono::hours(24 * 365 * 100), -5us});
    REQUIRE(taken.buckets.size() == 2);
    CHECK(taken.buckets[0].first == 0);
    CHECK(taken.buckets[1].first == Histogram::bucket_count - 1);
}

TEST_CASE("quantiles are within a sixteenth of the truth") {
    Histogram histogram;
    for (int i = 1; i <= 10'000; ++i) histogram.record(Microseconds(i * 37));
    const auto taken = histogram.distribution();
    for (const double q : {0.01, 0.5, 0.95, 0.99}) {
        const auto truth = q * 10'000 * 37;
        CHECK(static_cast<double>(taken.quantile(q).count()) ==
              doctest::Approx(truth).epsilon(1.0 / 16));
    }
}

TEST_CASE("the quantiles of one value are that value, and of none are zero") {
    CHECK(of({}).quantile(0.99) == 0us);
    CHECK(of({10us}).quantile(0.5).count() == doctest::Approx(10).epsilon(0.1));
    CHECK(of({3s}).quantile(1.0).count() == doctest::Approx(3'000'000).epsilon(0.07));
}

TEST_CASE("how many were at most so long is exact at powers of two") {
    const auto taken = of({1023us, 1024us, 1025us, 5s});
    CHECK(taken.at_most(1024us) == 1);
    CHECK(taken.at_most(2048us) == 3);
    CHECK(taken.at_most(10s) == 4);
}

TEST_CASE("adding what was subtracted gives the whole again") {
    const auto early = of({1ms, 2ms, 900ms});
    const auto late = of({1ms, 2ms, 900ms, 2ms, 7s});
    auto between = late;
    between.subtract(early);
    CHECK(between.count == 2);
    CHECK(between.buckets.size() == 2);
    CHECK(between.sum == doctest::Approx(7.002));
    between.add(early);
    CHECK(between.buckets == late.buckets);
    CHECK(between.count == late.count);
}
