#include "flow/lane_driver.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::flow;
using monitor::Metric;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> llm{"engine", "llm"};

LaneDriver make(runtime::Loop& loop, monitor::Metrics* metrics) {
    return LaneDriver(
        loop, Lane("engine:llm", {.max_concurrent = 4}, loop.now()),
        [](const Lane&, const std::optional<Park>&) {},
        metrics ? std::optional(monitor::LaneMeter(*metrics, "engine:llm")) : std::nullopt);
}

}  // namespace

TEST_CASE("a call that ends is measured from where it began") {
    runtime::Loop loop;
    monitor::Metrics metrics;
    auto lane = make(loop, &metrics);
    lane.submit(0, [] {});
    lane.submit(0, [] {});
    lane.finish({}, lane.now() - 2s);
    lane.finish({model::OutcomeKind::transient, "down", {}}, lane.now());
    lane.count_retry();
    const auto reading = metrics.read();
    CHECK(number(reading, Metric::lane_calls, {"engine", "llm", "ok"}) == 1);
    CHECK(number(reading, Metric::lane_calls, {"engine", "llm", "transient"}) == 1);
    CHECK(number(reading, Metric::lane_retries, llm) == 1);
    const auto latency = distribution(reading, Metric::lane_latency, llm);
    CHECK(latency.count == 2);
    CHECK(latency.sum >= 2);
    CHECK(latency.sum < 3);
}

TEST_CASE("a grant that ends without a call, or is given back, is no call") {
    runtime::Loop loop;
    monitor::Metrics metrics;
    auto lane = make(loop, &metrics);
    lane.submit(0, [] {});
    lane.submit(0, [] {});
    lane.give_back();
    lane.finish({});
    CHECK(distribution(metrics.read(), Metric::lane_latency, llm).count == 0);
    CHECK(lane.lane().in_flight() == 0);
}

TEST_CASE("a lane without a meter works the same") {
    runtime::Loop loop;
    auto lane = make(loop, nullptr);
    lane.submit(0, [] {});
    lane.finish({}, lane.now());
    lane.count_retry();
    CHECK(lane.lane().in_flight() == 0);
}
