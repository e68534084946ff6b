// kill -9 at random moments: nothing lost, nothing twice. At every step: `bench_kill`.
#include "ordeal/killing.hpp"
#include "places.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace glossd;

namespace {

void survive_twenty_kills(const std::string& name, std::uint64_t seed) {
    const auto& all = ordeal::scenarios();
    const auto scenario =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    REQUIRE(scenario != all.end());
    const auto came_of_it = ordeal::kill_at_random(places::program(), *scenario, 20, seed);
    CHECK(came_of_it.fault == "");
    CHECK(came_of_it.kills == 20);
    CHECK(came_of_it.tally.whole >= 40);
}

}  // namespace

TEST_CASE("twenty kills with a server that honours keys lose nothing and repeat nothing") {
    survive_twenty_kills("mastodon, threads", 1);
}

TEST_CASE("twenty kills with a server that ignores keys lose nothing and repeat nothing") {
    survive_twenty_kills("mastodon, no keys, threads", 2);
}

TEST_CASE("twenty kills with any order and no keys lose nothing and repeat nothing") {
    survive_twenty_kills("mastodon, no keys, any order", 3);
}
