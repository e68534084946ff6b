// What a lane finds out about its service is not to be found out again after a restart.
#include "e2e/daemon_world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using glossd::e2e::DaemonWorld;
using nlohmann::json;

namespace {

// Of the engine, as the daemon tells it.
int calls_at_once(DaemonWorld& world) {
    REQUIRE(world.run({"status", "--json"}) == 0);
    const auto status = json::parse(world.output());
    for (const auto& lane : status["lanes"]) {
        if (lane["kind"] == "engine") return lane.value("limit", 0);
    }
    return 0;
}

int calls_at_start(DaemonWorld& world) {
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    const int calls = calls_at_once(world);
    CHECK(world.stop_daemon() == 0);
    return calls;
}

}  // namespace

TEST_CASE("how many calls a service takes at once is known after a restart") {
    DaemonWorld world({.posts = 40, .max_characters = 5000, .order = "any", .batch_max = 1});
    // Long enough that a machine busy with other tests does not look like a slow service.
    world.llm().faults().set_latency(std::chrono::milliseconds(250));
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    const int found = calls_at_start(world);
    CHECK(found > 4);
    CHECK(calls_at_start(world) == found);

    DaemonWorld fresh({.posts = 0});
    CHECK(calls_at_start(fresh) == 4);
}
