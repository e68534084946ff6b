// --sequential: one call at a time, whatever the configuration allows.
#include "e2e/world.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::e2e::World;

namespace {

// The most calls that any two of the services saw at once cannot be told apart by their own
// counts, so each is slow enough that a second call would meet the first.
void stretch_calls(World& world) {
    world.mastodon().faults().set_latency(3ms, 6ms);
    world.llm().faults().set_latency(3ms, 6ms);
}

}  // namespace

TEST_CASE("a sequential pass makes one call at a time and translates one text a call") {
    World world({.posts = 12, .order = "any"});
    stretch_calls(world);
    REQUIRE_MESSAGE(
        world.command({"--log-level", "warning", "once", "--json", "--sequential"}, 3min) == 0,
        world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().server().stats().most_in_flight == 1);
    CHECK(world.mastodon().server().stats().most_in_flight == 1);
    CHECK(world.llm().counters().largest_batch == 1);
}

TEST_CASE("without it several go at once") {
    World world({.posts = 12, .order = "any"});
    stretch_calls(world);
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.llm().server().stats().most_in_flight > 1);
    CHECK(world.mastodon().server().stats().most_in_flight > 1);
    CHECK(world.llm().counters().largest_batch > 1);
}
