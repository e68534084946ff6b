// The main job through Gemini: generateContent in, statuses out.
#include "e2e/world.hpp"

#include <doctest/doctest.h>

using glossd::bench::AnswerFault;
using glossd::bench::Odds;
using glossd::e2e::World;

TEST_CASE("100 posts go through Gemini into three languages, whole and in order") {
    World world({.posts = 100, .gemini = true});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().paid_repeatedly().empty());
    CHECK(world.llm().counters().bad_requests == 0);
    CHECK(world.llm().counters().largest_batch == 8);
    CHECK(world.output().find("llm-secret") == std::string::npos);
}

TEST_CASE("what Gemini blocks is found by halving and goes to the next engine alone") {
    // One post of forty has this in its text.
    World world({.posts = 40, .gemini = true, .blocks = "Note 17", .second_engine = true});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().counters().blocked >= 3);  // once in each language, at least
    CHECK(world.llm().paid_repeatedly().empty());
    const auto elsewhere = world.second_llm().paid();
    CHECK(elsewhere.size() == World::languages().size());
    for (const auto& text : elsewhere) CHECK(text.text.find("Note 17") != std::string::npos);
}

TEST_CASE("a Gemini that blocks, cuts and limits costs time, never a post") {
    // A text that it fails each time, alone and with a hint, goes to the next engine.
    World world({.posts = 40, .gemini = true, .second_engine = true});
    auto& llm = world.llm();
    llm.misbehave(AnswerFault::truncated, Odds::share(0.1));
    llm.misbehave(AnswerFault::thinking, Odds::share(0.2));
    llm.misbehave(AnswerFault::missing_item, Odds::share(0.1));
    llm.misbehave(AnswerFault::rate_limited, Odds::next(1), 1);
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(llm.counters().refused == 1);
}
