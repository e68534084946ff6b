// kill -9 at random moments: nothing lost, nothing twice.
#include "e2e/world.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::e2e::World;

namespace {

constexpr int kills = 20;

// Latencies that leave something in flight at every moment; the server accepts what it has
// received at the end of the latency, whether its client still lives or not.
void slow_down(World& world) {
    world.mastodon().faults().set_latency(20ms, 120ms, {.method = "POST"});
    world.llm().faults().set_latency(10ms, 80ms);
}

void kill_and_restart(World& world, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> moment(30, 700);
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        killed += world.once_killed_after(std::chrono::milliseconds(moment(random))) ? 1 : 0;
    }
    CHECK(killed >= kills / 2);  // else there was nothing left to interrupt
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

}  // namespace

TEST_CASE("twenty kills with a server that honours keys lose nothing and repeat nothing") {
    World world({.posts = 60});
    slow_down(world);
    kill_and_restart(world, 1);
}

TEST_CASE("twenty kills with a server that ignores keys lose nothing and repeat nothing") {
    World world({.posts = 60, .honours_keys = false});
    slow_down(world);
    kill_and_restart(world, 2);
}

TEST_CASE("twenty kills with any order and no keys lose nothing and repeat nothing") {
    World world({.posts = 60, .honours_keys = false, .order = "any"});
    slow_down(world);
    kill_and_restart(world, 3);
}
