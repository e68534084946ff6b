// The main job against stand-ins: a feed goes in, every language comes out.
#include "e2e/world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using glossd::bench::Fault;
using glossd::e2e::World;
using nlohmann::json;

namespace {

json report_of(const World& world) {
    const auto& output = world.output();
    const auto begin = output.find("{\"posts\"");
    return begin == std::string::npos ? json() : json::parse(output.substr(begin));
}

}  // namespace

TEST_CASE("200 posts arrive once each in three languages, whole and in order") {
    World world({});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().paid_repeatedly().empty());
    CHECK(world.llm().counters().bad_requests == 0);
    CHECK(world.mastodon().counters().rejected == 0);
    const auto report = report_of(world);
    CHECK(report["posts"]["new"] == 200);
    CHECK(report["deliveries"]["published"] == 600);
    CHECK(report["deliveries"]["pending"] == 0);
    const auto statuses = world.mastodon().statuses().size();
    CHECK(statuses > 700);  // the small limit makes threads

    SUBCASE("and a second pass publishes nothing and pays nothing") {
        const auto calls = world.llm().counters().calls;
        REQUIRE(world.once() == 0);
        CHECK(world.mastodon().statuses().size() == statuses);
        CHECK(world.llm().counters().calls == calls);
    }
}

TEST_CASE("order any publishes each post once too") {
    World world({.posts = 100, .order = "any"});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("lost answers, resets, 500s and 429s lead to no loss and no repeat") {
    for (const bool honours_keys : {true, false}) {
        CAPTURE(honours_keys);
        World world({.posts = 40, .honours_keys = honours_keys});
        auto& faults = world.mastodon().faults();
        for (const auto fault : {Fault::reset_before, Fault::reset_after, Fault::error_after,
                                 Fault::half_answer, Fault::unavailable_before}) {
            faults.add(fault, {.probability = 0.02}, {.method = "POST"}, 0);
        }
        world.llm().faults().add(Fault::reset_after, {.probability = 0.05});
        const int code = world.once();
        CHECK_MESSAGE(code == 0, world.output());
        CHECK(world.first_fault() == "");
    }
}

TEST_CASE("a server like snac, which ignores keys and cursors, gets each post once") {
    World world({.posts = 30, .snac = true});
    world.mastodon().faults().add(Fault::reset_after, {.probability = 0.05}, {.method = "POST"});
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}
