#include "monitor/alerts.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::monitor;
using namespace std::chrono_literals;

namespace {

const model::Instant start{1000h};

// Ten-second steps, as the monitor takes them.
class Watcher {
  public:
    explicit Watcher(AlertRules rules) : alerts(rules) {}

    // What was said within `time` while the lane makes `calls` and fails `failed` a step.
    std::vector<AlertEvent> pass(model::Duration time, double calls, double failed,
                                 model::Duration waiting = {}) {
        std::vector<AlertEvent> said;
        for (const auto end = now + time; now < end;) {
            now += 10s;
            lane.calls += calls;
            lane.failed += failed;
            for (auto& event : alerts.update({lane}, {{"es", waiting}}, now)) {
                said.push_back(std::move(event));
            }
        }
        return said;
    }

    Alerts alerts;
    Alerts::LaneState lane{"engine:llm", 0, 0, ""};
    model::Instant now = start;
};

}  // namespace

TEST_CASE("an alarm is raised after a while above and cleared after a while well below") {
    Alarm alarm({.raise = 10, .clear = 5, .raise_after = 20s, .clear_after = 60s});
    const auto at = [](int seconds) { return start + std::chrono::seconds(seconds); };
    CHECK(alarm.update(11, at(0)) == Alarm::Change::none);
    CHECK(alarm.update(11, at(19)) == Alarm::Change::none);
    CHECK(alarm.update(11, at(20)) == Alarm::Change::raised);
    CHECK(alarm.update(8, at(30)) == Alarm::Change::none);
    CHECK(alarm.update(4, at(40)) == Alarm::Change::none);
    CHECK(alarm.update(4, at(99)) == Alarm::Change::none);
    CHECK(alarm.update(4, at(100)) == Alarm::Change::cleared);
    CHECK_FALSE(alarm.raised());
}

TEST_CASE("an alarm forgets a moment above and a moment below") {
    Alarm alarm({.raise = 10, .clear = 5, .raise_after = 20s, .clear_after = 20s});
    const auto at = [](int seconds) { return start + std::chrono::seconds(seconds); };
    CHECK(alarm.update(11, at(0)) == Alarm::Change::none);
    CHECK(alarm.update(9, at(10)) == Alarm::Change::none);
    CHECK(alarm.update(11, at(20)) == Alarm::Change::none);
    CHECK(alarm.update(11, at(30)) == Alarm::Change::none);
    CHECK(alarm.update(11, at(40)) == Alarm::Change::raised);
    CHECK(alarm.update(4, at(50)) == Alarm::Change::none);
    CHECK(alarm.update(6, at(60)) == Alarm::Change::none);
    CHECK(alarm.update(4, at(70)) == Alarm::Change::none);
    CHECK(alarm.update(4, at(90)) == Alarm::Change::cleared);
}

TEST_CASE("a failing service is one alert, said once and cleared once") {
    Watcher watcher({.error_rate = 0.2});
    CHECK(watcher.pass(5min, 10, 0).empty());
    const auto raised = watcher.pass(10min, 10, 5);
    REQUIRE(raised.size() == 1);
    CHECK(raised[0].raised);
    CHECK(raised[0].alert.kind == AlertKind::error_rate);
    CHECK(raised[0].alert.name == "engine:llm");
    CHECK(raised[0].alert.message.find("alert.error_rate is 20 %") != std::string::npos);
    REQUIRE(watcher.alerts.active().size() == 1);
    CHECK(watcher.alerts.active()[0].message == raised[0].alert.message);
    const auto cleared = watcher.pass(10min, 10, 0);
    REQUIRE(cleared.size() == 1);
    CHECK_FALSE(cleared[0].raised);
    CHECK(watcher.alerts.active().empty());
}

TEST_CASE("a rate just around the threshold is said once at most") {
    Watcher watcher({.error_rate = 0.2});
    std::size_t said = 0;
    for (int i = 0; i < 30; ++i) {
        said += watcher.pass(1min, 100, i % 2 == 0 ? 25 : 16).size();
    }
    CHECK(said == 1);
}

TEST_CASE("a few failed calls are no rate") {
    Watcher watcher({.error_rate = 0.2});
    CHECK(watcher.pass(10s, 4, 4).empty());
    CHECK(watcher.pass(3min, 0, 0).empty());
}

TEST_CASE("a service that nobody calls any more is no longer failing") {
    Watcher watcher({.error_rate = 0.2});
    REQUIRE(watcher.pass(2min, 10, 10).size() == 1);
    const auto later = watcher.pass(10min, 0, 0);
    REQUIRE(later.size() == 1);
    CHECK_FALSE(later[0].raised);
}

TEST_CASE("a refused credential is said at once and with its reason") {
    Watcher watcher({});
    watcher.lane.refused = "401: invalid token";
    const auto said = watcher.pass(5min, 0, 0);
    REQUIRE(said.size() == 1);
    CHECK(said[0].alert.kind == AlertKind::credential);
    CHECK(said[0].alert.message.find("401: invalid token") != std::string::npos);
    watcher.lane.refused.clear();
    const auto cleared = watcher.pass(10s, 0, 0);
    REQUIRE(cleared.size() == 1);
    CHECK_FALSE(cleared[0].raised);
}

TEST_CASE("a used-up budget is said once, and once more when its period is over") {
    Watcher watcher({});
    watcher.lane.used_up = "the budget of 500 requests a month is used up";
    const auto said = watcher.pass(5min, 0, 0);
    REQUIRE(said.size() == 1);
    CHECK(said[0].alert.kind == AlertKind::budget);
    CHECK(said[0].alert.message == "the budget of 500 requests a month is used up");
    watcher.lane.used_up.clear();
    const auto cleared = watcher.pass(10s, 0, 0);
    REQUIRE(cleared.size() == 1);
    CHECK_FALSE(cleared[0].raised);
}

TEST_CASE("a target that falls behind is said, and once more when it has caught up") {
    Watcher watcher({.lag = 15min});
    CHECK(watcher.pass(5min, 0, 0, 14min).empty());
    const auto raised = watcher.pass(5min, 0, 0, 16min);
    REQUIRE(raised.size() == 1);
    CHECK(raised[0].alert.name == "target:es");
    CHECK(raised[0].alert.message ==
          "the oldest delivery has waited 16.0 minutes (alert.lag is 15.0 minutes)");
    CHECK(watcher.pass(5min, 0, 0, 10min).empty());
    CHECK(watcher.pass(5min, 0, 0, 1min).size() == 1);
}

TEST_CASE("thresholds of zero are not watched") {
    Watcher watcher({});
    CHECK(watcher.pass(10min, 10, 10, 100h).empty());
}
