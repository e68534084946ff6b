// From an account on X to three others: once each, whole, in order, never too long.
#include "e2e/kills.hpp"
#include "e2e/x_world.hpp"
#include "text/x_length.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::bench::Fault;
using glossd::bench::XGeneration;
using glossd::e2e::XWorld;

TEST_CASE("posts of an account arrive on three others, once each, in threads where they are long") {
    XWorld world({});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    const auto counters = world.x().counters();
    CHECK(counters.accepted > 3 * 60);  // the long ones make threads
    CHECK(counters.duplicates == 0);
    CHECK(counters.too_long == 0);
    CHECK(counters.rejected == 0);
    CHECK(counters.unauthorized == 0);
    CHECK(counters.look_ups == 1);
    CHECK(counters.posts_read == 60);  // each is paid for once
    CHECK(counters.refreshed == 1);
    for (const auto* secret : {"app-secret", "token-es", "secret-es", "first-de", "reading-app",
                               "refresh-news_de", "access-news_de"}) {
        CHECK(world.output().find(secret) == std::string::npos);
    }

    SUBCASE("and a second pass publishes nothing, reads nothing twice and keeps its token") {
        REQUIRE(world.once() == 0);
        CHECK(world.x().counters() == counters);
    }
    SUBCASE("and an edit of a post is not another post") {
        const auto last = world.x().posts("newsroom").back();
        world.x().edit(last.id, last.text + " Mended.");
        REQUIRE(world.once() == 0);
        CHECK(world.x().counters().accepted == counters.accepted);
    }
    SUBCASE("and a token taken back is renewed once") {
        world.x().revoke_access();
        world.x().publish({.account = "newsroom", .text = "One more thing happened today."});
        REQUIRE_MESSAGE(world.once() == 0, world.output());
        CHECK(world.x().counters().accepted == counters.accepted + 3);
        CHECK(world.x().counters().refreshed == 2);
    }
}

TEST_CASE(
    "every post and every thread says at its end that it was translated, unless told not to") {
    XWorld world({.posts = 30, .discloses = true});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.x().counters().duplicates == 0);
}

TEST_CASE("from X through Gemini to X, by a pass and by the daemon") {
    XWorld world({.posts = 40, .gemini = true});
    SUBCASE("a pass") {
        REQUIRE_MESSAGE(world.once() == 0, world.output());
    }
    SUBCASE("the daemon") {
        const auto done = [&] { return world.first_fault().empty(); };
        REQUIRE_MESSAGE(world.run_until(done) == 0, world.output());
    }
    CHECK(world.first_fault() == "");
    CHECK(world.x().counters().duplicates == 0);
    CHECK(world.x().counters().too_long == 0);
    CHECK(world.x().counters().posts_read == 40);
    CHECK(world.llm().counters().bad_requests == 0);
}

TEST_CASE("a translation that is too long is asked for shorter, and only then becomes a thread") {
    XWorld world({.posts = 0, .gemini = true, .keeps = 0.5, .oauth2 = false});
    std::string sentence = "The council of the harbour town met again on Thursday evening. ";
    std::string words;
    for (int i = 0; i < 4; ++i) words += sentence;
    const std::string link = "https://harbour.example/minutes";
    world.x().publish({.account = "newsroom", .text = words + link + " #harbour"});
    for (int i = 0; i < 8; ++i) words += sentence;
    world.x().publish({.account = "newsroom", .text = words + link + " #harbour"});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    for (const auto& language : XWorld::languages()) {
        const auto posts = world.x().posts("news_" + language);
        REQUIRE(posts.size() >= 3);
        CHECK(posts[0].reply_to.empty());
        CHECK(posts[1].reply_to.empty());  // the first needed one post only
        CHECK(posts[2].reply_to == posts[1].id);
        CHECK(posts[0].text.find(link) != std::string::npos);
        CHECK(posts[0].text.find("#harbour") != std::string::npos);
        CHECK(posts.back().text.find(link) != std::string::npos);
        for (const auto& post : posts) CHECK(glossd::text::x_length(post.text) <= 280);
    }
    CHECK(world.x().counters().too_long == 0);
}

TEST_CASE("an X of the former field names serves as well") {
    XWorld world({.posts = 20, .names = XGeneration::former});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("lost answers, 500s and 503s of X lead to no loss and no repeat") {
    XWorld world({.posts = 30});
    for (const auto fault : {Fault::reset_before, Fault::reset_after, Fault::error_after,
                             Fault::half_answer, Fault::unavailable_before}) {
        world.x().faults().add(fault, {.probability = 0.02},
                               {.method = "POST", .path = "/2/tweets"}, 0);
    }
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}

TEST_CASE("fifteen kills between X and X lose nothing and repeat nothing") {
    // A kill while a token is being renewed may lose it: X takes each once. Not here.
    XWorld world({.posts = 40, .oauth2 = false});
    world.x().faults().set_latency(20ms, 120ms, {.method = "POST"});
    world.llm().faults().set_latency(10ms, 80ms);
    const auto killed = glossd::e2e::kill_at_random(world, {.times = 15, .seed = 4});
    CHECK(killed >= 8);  // else there was nothing left to interrupt
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
}
