#include "monitor/meters.hpp"
#include "monitor/process_sampler.hpp"
#include "monitor/sample.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::monitor;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> llm{"engine", "llm"};

Reading busy() {
    Metrics metrics;
    LaneMeter lane(metrics, "engine:llm");
    lane.ended(model::OutcomeKind::ok, 300ms);
    lane.ended(model::OutcomeKind::rate_limited, 5ms);
    lane.retried();
    metrics.number(Metric::lane_in_flight, llm) = 7;
    return metrics.read();
}

}  // namespace

TEST_CASE("a lane's meter counts by outcome and measures") {
    const auto reading = busy();
    CHECK(number(reading, Metric::lane_calls, {"engine", "llm", "ok"}) == 1);
    CHECK(number(reading, Metric::lane_calls, {"engine", "llm", "rate_limited"}) == 1);
    CHECK(number(reading, Metric::lane_calls, {"engine", "llm", "transient"}) == 0);
    CHECK(number(reading, Metric::lane_retries, llm) == 1);
    CHECK(distribution(reading, Metric::lane_latency, llm).count == 2);
    CHECK(labels_of(reading, Metric::lane_latency) == std::vector<std::vector<std::string>>{llm});
}

TEST_CASE("a lane without a kind in its name is labelled with the name alone") {
    CHECK(lane_labels("engine:a:b") == std::vector<std::string>{"engine", "a:b"});
    CHECK(lane_labels("x") == std::vector<std::string>{"", "x"});
}

TEST_CASE("the translator's meter adds up tokens and characters by engine") {
    Metrics metrics;
    TranslationMeter meter(metrics);
    meter.looked_up(40us);
    meter.used("llm", 100, 80, 0);
    meter.used("llm", 10, 8, 0);
    meter.used("deepl", 0, 0, 500);
    const auto reading = metrics.read();
    CHECK(number(reading, Metric::engine_tokens, {"llm", "input"}) == 110);
    CHECK(number(reading, Metric::engine_tokens, {"llm", "output"}) == 88);
    CHECK(number(reading, Metric::engine_characters, {"deepl"}) == 500);
    CHECK(distribution(reading, Metric::memory_lookup_time).count == 1);
}

TEST_CASE("lag is from publication to arrival, and never below zero") {
    Metrics metrics;
    DeliveryMeter meter(metrics);
    const model::WallTime published{std::chrono::hours(1000)};
    meter.delivered("news", published, published + 90s);
    meter.delivered("news", published, published - 5s);  // a clock that is ahead
    const auto lag = distribution(metrics.read(), Metric::source_lag, {"news"});
    CHECK(lag.count == 2);
    CHECK(lag.sum == doctest::Approx(90));
}

TEST_CASE("between two readings counters subtract and gauges stay as they are now") {
    Metrics metrics;
    metrics.number(Metric::texts) = 10;
    metrics.number(Metric::process_threads) = 30;
    const auto before = metrics.read();
    metrics.number(Metric::texts) = 25;
    metrics.number(Metric::process_threads) = 12;
    metrics.histogram(Metric::loop_delay).record(1ms);
    const auto added = difference(metrics.read(), before);
    CHECK(number(added, Metric::texts) == 15);
    CHECK(number(added, Metric::process_threads) == 12);
    CHECK(distribution(added, Metric::loop_delay).count == 1);
}

TEST_CASE("intervals in a row add up, with the last one's gauges and end") {
    Metrics metrics;
    metrics.number(Metric::texts) = 3;
    metrics.number(Metric::process_threads) = 30;
    const Sample first{model::WallTime(60s), 60, metrics.read()};
    metrics.number(Metric::texts) = 4;
    metrics.number(Metric::process_threads) = 9;
    const Sample second{model::WallTime(125s), 65, metrics.read()};
    const auto whole = folded({first, second});
    CHECK(whole.at == second.at);
    CHECK(whole.seconds == 125);
    CHECK(number(whole.reading, Metric::texts) == 7);
    CHECK(number(whole.reading, Metric::process_threads) == 9);
}

TEST_CASE("a stored reading comes back without what was zero") {
    auto reading = busy();
    const auto stored = encode(reading);
    const auto back = decode_reading(stored);
    REQUIRE(back);
    std::erase_if(reading, [](const auto& entry) {
        return entry.second.number == 0 && entry.second.distribution.count == 0;
    });
    CHECK(*back == reading);
}

TEST_CASE("a stored reading of another version keeps what is known and no reading is an error") {
    const auto back = decode_reading(
        R"({"glossd_texts_total":[[[],5]],"glossd_gone_total":[[[],1]],
            "glossd_lane_in_flight":[[["only one label"],2]]})");
    REQUIRE(back);
    CHECK(back->size() == 1);
    CHECK(number(*back, Metric::texts) == 5);
    for (const auto* broken : {"", "[", "{\"glossd_texts_total\":[[[],\"x\"]]}",
                               "{\"glossd_loop_delay_seconds\":[[[],3]]}"}) {
        CAPTURE(broken);
        CHECK_FALSE(decode_reading(broken));
    }
}

TEST_CASE("the process says what it takes") {
    Metrics metrics;
    sample_process(metrics);
    const auto reading = metrics.read();
    CHECK(number(reading, Metric::process_cpu) > 0);
    CHECK(number(reading, Metric::process_resident) > 1024 * 1024);
    CHECK(number(reading, Metric::process_threads) == 1);
    CHECK(number(reading, Metric::process_handles) >= 3);
}
