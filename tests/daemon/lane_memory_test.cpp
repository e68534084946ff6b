#include "daemon/lane_memory.hpp"

#include <memory>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::daemon::LaneMemory;
using glossd::flow::Lane;
using glossd::flow::LaneDriver;
using glossd::flow::LaneLimits;
using glossd::model::LaneFindings;
using glossd::model::WallTime;
using glossd::store::FindingsRow;

namespace {

const WallTime noon{1'800'000'000s};
constexpr bool at_the_end = true;

struct FoundLanes {
    glossd::runtime::Loop loop;
    std::vector<std::unique_ptr<LaneDriver>> drivers;
    LaneMemory memory;

    FoundLanes() {
        add("engine:llm", {.max_concurrent = 64, .adaptive = true});
        add("target:es", {.max_concurrent = 4});
    }

    void add(const std::string& name, const LaneLimits& limits) {
        drivers.push_back(std::make_unique<LaneDriver>(
            loop, Lane(name, limits, loop.now()),
            [](const Lane&, const std::optional<glossd::flow::Park>&) {}));
    }

    LaneMemory::Lanes all() const {
        LaneMemory::Lanes lanes;
        for (const auto& driver : drivers) lanes.push_back(driver.get());
        return lanes;
    }

    void find(const LaneFindings& findings) { drivers[0]->go_on_from(findings); }
    int limit() const { return drivers[0]->lane().limit(); }
};

}  // namespace

TEST_CASE("what was found out survives a restart, in the lanes of the same name") {
    FoundLanes before;
    before.find({.at_once = 37});
    const auto rows = before.memory.to_write(before.all(), noon);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].name == "engine:llm");
    FoundLanes after;
    CHECK(after.limit() == 4);
    after.memory.restore(rows, after.all(), noon + 1h);
    CHECK(after.limit() == 37);
}

TEST_CASE("what was found out more than a day ago, or by a clock far ahead, is not believed") {
    for (const auto later : {25h, -25h}) {
        FoundLanes lanes;
        lanes.memory.restore({{"engine:llm", noon, {.at_once = 37}}}, lanes.all(), noon + later);
        CHECK(lanes.limit() == 4);
    }
}

TEST_CASE("it is written when it has changed by much, each hour, and at the end") {
    FoundLanes lanes;
    lanes.find({.at_once = 40});
    CHECK(lanes.memory.to_write(lanes.all(), noon).size() == 1);
    CHECK(lanes.memory.to_write(lanes.all(), noon + 1min).empty());
    lanes.find({.at_once = 42});
    CHECK(lanes.memory.to_write(lanes.all(), noon + 2min).empty());
    CHECK(lanes.memory.to_write(lanes.all(), noon + 3min, at_the_end).size() == 1);
    lanes.find({.at_once = 20});
    CHECK(lanes.memory.to_write(lanes.all(), noon + 4min).size() == 1);
    CHECK(lanes.memory.to_write(lanes.all(), noon + 50min).empty());
    CHECK(lanes.memory.to_write(lanes.all(), noon + 65min).size() == 1);
}

TEST_CASE("a lane that has found nothing is never written, and one that closed its breaker is") {
    FoundLanes lanes;
    const LaneMemory::Lanes target{lanes.drivers[1].get()};
    CHECK(lanes.memory.to_write(target, noon, at_the_end).empty());
    target[0]->go_on_from({.openings = 2});
    CHECK(lanes.memory.to_write(target, noon).size() == 1);
    const FoundLanes closed;
    const auto rows = lanes.memory.to_write({closed.drivers[1].get()}, noon);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].findings == LaneFindings{});
    CHECK(lanes.memory.to_write({closed.drivers[1].get()}, noon + 2h).empty());
}
