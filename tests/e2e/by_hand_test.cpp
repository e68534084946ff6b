// What an operator does by hand, with and without a daemon: publish, retract, pause, resume.
#include "e2e/daemon_world.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using glossd::e2e::DaemonWorld;

namespace {

bool says(const DaemonWorld& world, const std::string& words) {
    return world.output().find(words) != std::string::npos;
}

std::size_t statuses(DaemonWorld& world, const std::string& account) {
    return world.mastodon().statuses(account).size();
}

// Of the first delivery's copy.
std::string address_of_first(DaemonWorld& world) {
    REQUIRE(world.run({"queue", "show", "1"}) == 0);
    const auto line = world.output().find("Part 1: published ");
    REQUIRE_MESSAGE(line != std::string::npos, world.output());
    const auto at = world.output().find("http", line);
    return world.output().substr(at, world.output().find('\n', at) - at);
}

}  // namespace

TEST_CASE("a text by hand goes out in every language and is taken back everywhere") {
    DaemonWorld world({.posts = 2, .max_characters = 5000});
    REQUIRE(world.once() == 0);
    SUBCASE("without a daemon") {}
    SUBCASE("beside one") {
        world.start_daemon();
        REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    }
    REQUIRE_MESSAGE(world.run({"publish", "The office is closed on Monday #notice"}) == 0,
                    world.output());
    CHECK(says(world, "published"));
    for (const auto& language : DaemonWorld::languages()) CHECK(statuses(world, language) == 3);

    CHECK(world.run({"publish", "The office is closed on Monday #notice"}) == 1);
    CHECK(says(world, "--again"));

    REQUIRE_MESSAGE(world.run({"explain", "3"}) == 0, world.output());
    CHECK(says(world, "kept hashtag: #notice"));
    CHECK(says(world, "To es in es: published"));
    CHECK(says(world, "part 1: published"));
    CHECK(world.run({"explain", "https://nowhere.example/1"}) == 1);

    REQUIRE_MESSAGE(world.run({"retract", "3"}) == 0, world.output());
    CHECK(says(world, "deleted"));
    for (const auto& language : DaemonWorld::languages()) CHECK(statuses(world, language) == 2);
    CHECK(world.mastodon().counters().deleted == 3);
}

TEST_CASE("a copy's address is enough to retract a post, and retracting twice does no harm") {
    DaemonWorld world({.posts = 2, .max_characters = 160});
    REQUIRE(world.once() == 0);
    const auto before = statuses(world, "es");
    const auto address = address_of_first(world);
    REQUIRE_MESSAGE(world.run({"retract", address}) == 0, world.output());
    CHECK(statuses(world, "es") < before);
    const auto deleted = world.mastodon().counters().deleted;
    CHECK(world.run({"retract", address}) == 0);
    CHECK(world.mastodon().counters().deleted == deleted);
    CHECK(world.run({"retract", "https://nowhere.example/1"}) == 1);
}

TEST_CASE("a paused target is sent nothing until it is resumed, whatever restarts meanwhile") {
    DaemonWorld world({.posts = 3, .max_characters = 5000});
    REQUIRE(world.run({"queue", "pause", "--target", "es"}) == 0);
    CHECK(world.run({"queue", "pause", "--target", "nobody"}) == 2);
    REQUIRE(world.once() == 0);
    CHECK(statuses(world, "es") == 0);
    CHECK(statuses(world, "fr") == 3);
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    REQUIRE(world.run({"status"}) == 0);
    CHECK(says(world, "PAUSED"));
    CHECK(statuses(world, "es") == 0);
    REQUIRE(world.run({"queue", "resume", "--target", "es"}) == 0);
    CHECK(world.wait_until([&] { return statuses(world, "es") == 3; }));
    REQUIRE(world.run({"queue", "pause"}) == 0);
    REQUIRE(world.run({"publish", "Not now", "--wait", "1s"}) == 3);
    CHECK(statuses(world, "es") == 3);
    REQUIRE(world.run({"queue", "resume"}) == 0);
    CHECK(world.wait_until([&] { return statuses(world, "es") == 4; }));
}
