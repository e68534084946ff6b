// Images with their alt texts: fetched once, uploaded to every account, and never in the way of a
// post.
#include "e2e/kills.hpp"
#include "e2e/media_world.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::bench::Fault;
using glossd::e2e::MediaWorld;

TEST_CASE("images arrive on every account with translated alt texts, each downloaded once") {
    MediaWorld world;
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    const auto downloads = world.downloads();
    REQUIRE(downloads.size() == 7);  // 0, 1, 2, 3, 0 and 1 images
    CHECK(std::count(downloads.begin(), downloads.end(), 1) == 7);
    CHECK(world.mastodon().counters().uploads == 2 * 7);
    CHECK(world.x().counters().uploads == 7);
    CHECK(world.mastodon().counters().accepted == 2 * 6);
    CHECK(world.x().counters().accepted == 6);

    SUBCASE("and a second pass does nothing but remove the files") {
        REQUIRE(world.once() == 0);
        CHECK(world.downloads() == downloads);
        CHECK(world.mastodon().counters().accepted == 2 * 6);
        CHECK(world.kept_files().empty());
    }
}

TEST_CASE("a target on X that signs in by OAuth 2.0 uploads and posts with the renewed token") {
    MediaWorld world({.posts = 4, .media_polls = 1, .oauth2 = true});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.x().counters().uploads == 6);
    CHECK(world.x().counters().refreshed == 1);
    CHECK(world.x().counters().unauthorized == 0);
}

TEST_CASE("services that take their time with an image are waited for") {
    MediaWorld world({.posts = 3, .media_polls = 2});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("a server with only the former upload serves as well") {
    MediaWorld world({.posts = 3, .has_v2_media = false});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("a dead image costs the image and not the post, and the history names it") {
    MediaWorld world({.posts = 4});
    world.answer_image(2, {404, {}, "gone", {}});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault({2}) == "");
    CHECK(world.output().find(world.image_path(2)) != std::string::npos);
    CHECK(world.downloads() == std::vector<int>{1, 1, 1, 1, 1, 1});
}

TEST_CASE("a dead image holds the post where the operator wants that, and the others go") {
    MediaWorld world({.posts = 4, .target_keys = "on_media_error = \"hold\"\n"});
    world.answer_image(0, {200, {}, "<html>moved</html>", {}});
    CHECK(world.once() == 3);
    CHECK(world.mastodon().counters().accepted == 2 * 3);
    CHECK(world.x().counters().accepted == 3);
    REQUIRE(world.command({"queue", "list", "--json"}) == 0);
    CHECK(world.output().find("it is a web page") != std::string::npos);
}

TEST_CASE("ids that a service has forgotten by the time of the post are made anew") {
    MediaWorld world({.posts = 2, .forgets_media = 1});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.x().counters().uploads == 2);
    CHECK(world.x().counters().rejected == 1);
    // What the other account had uploaded by then is gone too.
    CHECK(world.mastodon().counters().rejected >= 1);
    CHECK(world.mastodon().counters().rejected <= 2);
}

TEST_CASE("lost answers to uploads and posts lead to no loss and no repeat") {
    MediaWorld world({.posts = 8});
    for (const auto fault : {Fault::reset_before, Fault::reset_after, Fault::error_after,
                             Fault::half_answer, Fault::unavailable_before}) {
        world.mastodon().faults().add(fault, {.probability = 0.02}, {.method = "POST"}, 0);
        world.x().faults().add(fault, {.probability = 0.02}, {.method = "POST"}, 0);
    }
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("fifteen kills lose nothing, repeat nothing and leave every image in its place") {
    MediaWorld world({.posts = 24});
    world.mastodon().faults().set_latency(10ms, 60ms, {.method = "POST"});
    world.x().faults().set_latency(10ms, 60ms, {.method = "POST"});
    world.feed().faults().set_latency(5ms, 30ms, {.path = "/image"});
    const auto killed = glossd::e2e::kill_at_random(
        world, {.times = 15, .seed = 5, .earliest = 50ms, .latest = 600ms});
    CHECK(killed >= 8);  // else there was nothing left to interrupt
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}
