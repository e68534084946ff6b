#include "api/history.hpp"

#include "api/status_json.hpp"
#include "monitor/metrics.hpp"
#include "store/ledger.hpp"

#include <nlohmann/json.hpp>

using namespace glossd;
using namespace glossd::api;
using glossd::store::Ledger;
using glossd::store::SamplePeriod;
using glossd::store::Tables;
using monitor::Metric;
using namespace std::chrono_literals;

namespace {

const model::WallTime midnight{std::chrono::hours(24 * 20'000)};

monitor::Sample sample(model::WallTime at, double texts, double hits = 0) {
    monitor::Metrics metrics;
    metrics.number(Metric::texts) = texts;
    metrics.number(Metric::memory_lookups) = texts;
    metrics.number(Metric::memory_hits) = hits;
    return {at, 60, metrics.read()};
}

std::vector<monitor::Sample> hours(const Tables& tables) {
    return samples_between(tables, SamplePeriod::hour, {}, midnight + 10'000h);
}

}  // namespace

TEST_CASE("the last sample is the one that was kept last") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(last_sample(tables));
        keep_sample(tables, sample(midnight + 1min, 3));
        keep_sample(tables, sample(midnight + 2min, 4));
        const auto last = last_sample(tables);
        REQUIRE(last);
        CHECK(last->at == midnight + 2min);
        CHECK(number(last->reading, Metric::texts) == 4);
    });
}

TEST_CASE("an hour that is over becomes one sample of all its minutes") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int minute = 1; minute <= 60; ++minute) {
            keep_sample(tables, sample(midnight + std::chrono::minutes(minute), 1));
        }
        REQUIRE(hours(tables).size() == 1);
        keep_sample(tables, sample(midnight + 61min, 1));
        const auto folded = hours(tables);
        REQUIRE(folded.size() == 1);
        CHECK(folded[0].at == midnight + 1h);
        CHECK(folded[0].seconds == 3600);
        CHECK(number(folded[0].reading, Metric::texts) == 60);
    });
}

TEST_CASE("hours before a pause of the daemon are folded after it, and only once") {
    Ledger ledger;
    ledger([](Tables& tables) {
        keep_sample(tables, sample(midnight + 10min, 5));
        keep_sample(tables, sample(midnight + 70min, 6));
        keep_sample(tables, sample(midnight + 9h, 7));
        keep_sample(tables, sample(midnight + 9h + 1min, 7));
        const auto folded = hours(tables);
        REQUIRE(folded.size() == 3);
        CHECK(number(folded[0].reading, Metric::texts) == 5);
        CHECK(number(folded[1].reading, Metric::texts) == 6);
        CHECK(folded[2].at == midnight + 9h);
    });
}

TEST_CASE("minutes are kept for a day and hours for a month") {
    Ledger ledger;
    ledger([](Tables& tables) {
        keep_sample(tables, sample(midnight + 1min, 1));
        keep_sample(tables, sample(midnight + 24h + 1min, 1));
        CHECK(samples_between(tables, SamplePeriod::minute, {}, midnight + 999h).size() == 1);
        CHECK(hours(tables).size() == 1);
        keep_sample(tables, sample(midnight + 24h * 31 + 1h + 1min, 1));
        REQUIRE(hours(tables).size() == 1);
        CHECK(hours(tables)[0].at == midnight + 25h);
    });
}

TEST_CASE("the last day adds up hours and the minutes since, each once") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(last_day(tables, midnight));
        for (int minute = 1; minute <= 130; ++minute) {
            keep_sample(tables, sample(midnight + std::chrono::minutes(minute), 2, 1));
        }
        const auto day = last_day(tables, midnight + 130min);
        REQUIRE(day);
        CHECK(number(day->reading, Metric::texts) == 260);
        CHECK(day->seconds == 130 * 60);

        config::Config config;
        config.cache = {24h, 1000, 1 << 20};
        config.dedup.max_entries = 10;
        config.dedup.ttl = 1h;
        const auto cache = cache_json(config, tables, midnight + 130min);
        CHECK(cache["memory"]["last_day"]["hit_rate"] == 0.5);
        CHECK(cache["memory"]["ttl"] == "1d");
        CHECK(cache["duplicates"]["max_entries"] == 10);
    });
}
