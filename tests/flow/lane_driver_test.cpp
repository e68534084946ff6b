#include "flow/lane_driver.hpp"

#include <utility>

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

namespace {

// A ledger that answers when it is told to, and grants what is asked for up to the limit.
struct SlowLedger {
    std::int64_t total = 0;
    bool fails = false;
    int asked = 0;
    LaneDriver::Granting answer;
    std::vector<Budget::Claim> claims;

    LaneDriver::SetAside set_aside() {
        return [this](const std::vector<Budget::Claim>& wanted, LaneDriver::Granting granting) {
            ++asked;
            claims = wanted;
            answer = std::move(granting);
            if (!answer) total += wanted.at(0).of.beyond;
        };
    }

    void reply() {
        if (fails) return std::exchange(answer, {})({});
        std::vector<model::SpendingGrant> grants;
        for (const auto& claim : claims) {
            const auto granted = std::min(claim.of.wanted, claim.of.most - total);
            total += granted;
            grants.push_back({granted, total});
        }
        std::exchange(answer, {})(grants);
    }
};

Budget of_requests(std::int64_t most) {
    return Budget({{model::Unit::requests, Period::day, most}});
}

}  // namespace

TEST_CASE("a lane with a budget sends what is set aside and parks when it is used up") {
    runtime::Loop loop;
    SlowLedger ledger;
    std::vector<Park> parks;
    LaneDriver lane(loop, Lane("engine:llm", {.max_concurrent = 4}, loop.now()),
                    [&](const Lane&, const std::optional<Park>& park) { parks.push_back(*park); });
    lane.keep_to(of_requests(2), ledger.set_aside());
    int sent = 0;
    for (int i = 0; i < 3; ++i) lane.submit(0, [&] { ++sent; });
    CHECK(sent == 0);
    CHECK(ledger.asked == 1);
    ledger.reply();
    CHECK(sent == 1);
    ledger.reply();
    CHECK(sent == 2);
    REQUIRE(parks.size() == 1);
    CHECK(parks[0].by_budget);
    CHECK(parks[0].reason == "the budget of 2 requests a day is used up");
    CHECK(*parks[0].until > loop.now());
    CHECK(lane.lane().waiting() == 1);
    CHECK_FALSE(ledger.answer);
}

TEST_CASE("a grant that is given back costs nothing") {
    runtime::Loop loop;
    SlowLedger ledger;
    {
        LaneDriver lane(loop, Lane("engine:llm", {}, loop.now()),
                        [](const Lane&, const std::optional<Park>&) {});
        lane.keep_to(of_requests(300), ledger.set_aside());
        ledger.reply();
        CHECK(ledger.total == 3);
        lane.submit(0, [&] { lane.give_back(); });
        lane.submit(0, [] {});
    }
    CHECK(ledger.total == 1);  // the end gives back the rest
}

TEST_CASE("a ledger that fails is asked again later, and nothing is sent until then") {
    runtime::Loop loop;
    SlowLedger ledger{.fails = true};
    LaneDriver lane(loop, Lane("engine:llm", {}, loop.now()),
                    [](const Lane&, const std::optional<Park>&) {});
    lane.keep_to(of_requests(10), ledger.set_aside());
    int sent = 0;
    lane.submit(0, [&] { ++sent; });
    ledger.reply();
    CHECK(sent == 0);
    CHECK(ledger.asked == 1);
    lane.submit(0, [&] { ++sent; });
    CHECK(ledger.asked == 1);
}

TEST_CASE(
    "a lane that waits for its ledger does not look again and again, whatever is over by then") {
    runtime::Loop loop;
    SlowLedger ledger;
    LaneDriver lane(loop, Lane("engine:llm", {}, loop.now()),
                    [](const Lane&, const std::optional<Park>&) {});
    lane.keep_to(of_requests(10), ledger.set_aside());
    lane.submit(0, [] {});
    CHECK_FALSE(lane.due());
    lane.park({loop.now() - 1s, "429"});
    CHECK_FALSE(lane.due());
    const auto later = loop.now() + 1h;
    lane.park({later, "429"});
    CHECK(lane.due() == later);
}

TEST_CASE("a reload with a larger budget goes on at once") {
    runtime::Loop loop;
    SlowLedger ledger;
    const auto untold = [](const Lane&, const std::optional<Park>&) {};
    LaneDriver before(loop, Lane("engine:llm", {}, loop.now()), untold);
    before.keep_to(of_requests(1), ledger.set_aside());
    before.submit(0, [] {});
    ledger.reply();
    REQUIRE(before.lane().parked());
    LaneDriver after(loop, Lane("engine:llm", {}, loop.now()), untold);
    after.continue_from(before);
    CHECK_FALSE(after.lane().parked());
}
