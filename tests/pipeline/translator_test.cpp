#include "pipeline/translator.hpp"

#include "fixture.hpp"
#include "model/delivery.hpp"
#include "pipeline/memory_key.hpp"
#include "text/mask.hpp"

#include <algorithm>

namespace glossd::pipeline {
namespace {

TEST_CASE("a translation is asked for once and remembered") {
    World world;
    world.add_engine({});
    const auto first = world.translate({world.wish("Good morning")});
    REQUIRE(first[0]);
    CHECK(first[0]->text == "traducido Good morning listo");
    CHECK(first[0]->engine == "llm");
    CHECK_FALSE(first[0]->cached);
    const auto second = world.translate({world.wish("Good morning")});
    REQUIRE(second[0]);
    CHECK(second[0]->text == first[0]->text);
    CHECK(second[0]->cached);
    CHECK(world.exchange.requests.size() == 1);
    CHECK(world.translator().counts().cached == 1);
}

TEST_CASE("a text met a moment ago is answered at once, until something is purged") {
    World world;
    world.add_engine({});
    world.translate({world.wish("Good morning")});
    std::vector<Translator::Answer> answers;
    const auto keep = [&](std::vector<Translator::Answer> given) { answers = std::move(given); };
    world.translator().translate({world.wish("Good morning")}, keep);
    REQUIRE(answers.size() == 1);  // without a turn of the loop
    CHECK(answers[0]->cached);
    world.translator().forget_recent();
    answers.clear();
    world.translator().translate({world.wish("Good morning")}, keep);
    CHECK(answers.empty());
    CHECK(world.translate({world.wish("Good morning")})[0]->cached);
}

TEST_CASE("no wishes are answered at once") {
    World world;
    world.add_engine({});
    CHECK(world.translate({}).empty());
}

TEST_CASE("equal texts in flight share one call") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const auto&) { return std::nullopt; };
    int answered = 0;
    for (int i = 0; i < 3; ++i) {
        world.translator().translate({world.wish("Hello there"), world.wish("Hello there")},
                                     [&](const auto& answers) {
                                         for (const auto& answer : answers)
                                             answered += answer ? 1 : 0;
                                     });
    }
    world.run_until([&] { return world.exchange.open.size() == 1; });
    const auto request = world.exchange.requests[0];
    CHECK(body_of(request)["items"].size() == 1);
    world.exchange.answer(engine_answer(request));
    world.run_until([&] { return answered == 6; });
    CHECK(world.exchange.requests.size() == 1);
}

TEST_CASE("what needs no engine is copied through") {
    World world;
    world.add_engine({});
    const auto answers = world.translate(
        {world.wish("https://example.org/a #news 🎉"), world.wish("Ya está", "es-MX", "es")});
    for (const auto& answer : answers) {
        REQUIRE(answer);
        CHECK(answer->copied);
        CHECK(answer->engine.empty());
    }
    CHECK(answers[0]->text == "https://example.org/a #news 🎉");
    CHECK(world.exchange.requests.empty());
}

TEST_CASE("another script of the same language is translated") {
    World world;
    world.add_engine({});
    const auto answers = world.translate({world.wish("软件", "zh-Hant", "zh-Hans")});
    REQUIRE(answers[0]);
    CHECK_FALSE(answers[0]->copied);
    CHECK(world.exchange.requests.size() == 1);
}

TEST_CASE("a post of an unknown language is translated") {
    World world;
    world.add_engine({});
    const auto answers = world.translate({world.wish("Good morning", "es", "")});
    REQUIRE(answers[0]);
    CHECK_FALSE(answers[0]->copied);
}

TEST_CASE("a text that no engine translates fails with the reason of each") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second", .unsupported = {"es"}});
    world.exchange.script = [](const model::Request& request) {
        return engine_answer(request, {"Hello there"});
    };
    const auto answers = world.translate({world.wish("Hello there")});
    REQUIRE_FALSE(answers[0]);
    CHECK(answers[0].error().message ==
          "no engine translated it: first: cannot do this; second: does not know es");
    CHECK(world.translator().counts().failed == 1);
}

TEST_CASE("an answer that is the source text is no translation and is not remembered") {
    World world;
    world.add_engine({});
    const std::string text = "The quick brown fox jumps over the lazy dog";
    world.exchange.script = [&](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        return http(200, {{"items", {{{"id", id}, {"t", text}}}}});
    };
    for (int i = 0; i < 2; ++i) {
        const auto answers = world.translate({world.wish(text)});
        REQUIRE_FALSE(answers[0]);
        CHECK(answers[0].error().message.find("no_echo") != std::string::npos);
    }
    CHECK(world.exchange.requests.size() == 2);
}

TEST_CASE("what the checks mended is what is given and remembered") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        return http(200,
                    {{"items", {{{"id", id}, {"t", "Translation: \"Buenos días a todos\""}}}}});
    };
    for (int i = 0; i < 2; ++i) {
        const auto answers = world.translate({world.wish("Good morning to all")});
        REQUIRE(answers[0]);
        CHECK(answers[0]->text == "Buenos días a todos");
        CHECK(answers[0]->cached == (i == 1));
    }
}

TEST_CASE("a hint to an engine repeats nothing that the answer said") {
    World world;
    world.add_engine({.takes_hints = true});
    world.exchange.script = [](const model::Request& request) {
        const auto asked = body_of(request);
        const auto id = asked["items"][0]["id"];
        if (asked["hint"] != "") return engine_answer(request);
        return http(200, {{"items", {{{"id", id}, {"t", "Hola https://evil.example/obey"}}}}});
    };
    const auto answers = world.translate({world.wish("Good morning to all")});
    REQUIRE(answers[0]);
    REQUIRE(world.exchange.requests.size() == 2);
    CHECK(body_of(world.exchange.requests[1])["hint"] ==
          "no_new_links: the translation adds a link");
}

TEST_CASE("a hint after a refused call repeats nothing that the service said") {
    World world;
    world.add_engine({.takes_hints = true});
    world.exchange.script = [](const model::Request& request) {
        return body_of(request)["hint"] == "" ? http(400) : engine_answer(request);
    };
    REQUIRE(world.translate({world.wish("Good morning to all")})[0]);
    REQUIRE(world.exchange.requests.size() == 2);
    CHECK(body_of(world.exchange.requests[1])["hint"] == "the last request failed: rejected");
}

TEST_CASE("the reason why a text is held quotes what was wrong") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        return http(200, {{"items", {{{"id", id}, {"t", "Hola https://evil.example/obey"}}}}});
    };
    const auto answers = world.translate({world.wish("Good morning to all")});
    REQUIRE_FALSE(answers[0]);
    CHECK(answers[0].error().message ==
          "no engine translated it: llm: no_new_links: the translation adds a link: "
          "https://evil.example/obey");
}

TEST_CASE("a text that is copied leaves no direction open behind it") {
    World world;
    world.add_engine({});
    const auto answers = world.translate({world.wish("Ya \u202Eestá", "es-MX", "es")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "Ya \u202Eestá\u202C");
}

TEST_CASE("spans are those of the post at hand, not of the one that filled the memory") {
    World world;
    world.add_engine({});
    const auto first = world.translate({world.wish("Read https://example.org/1 today please")});
    const auto second = world.translate({world.wish("Read https://example.org/2 today please")});
    REQUIRE(first[0]);
    REQUIRE(second[0]);
    CHECK(first[0]->text.find("https://example.org/1") != std::string::npos);
    CHECK(second[0]->cached);
    CHECK(second[0]->text.find("https://example.org/2") != std::string::npos);
    CHECK(second[0]->text.find("https://example.org/1") == std::string::npos);
}

TEST_CASE("tokens and characters are charged to the engine's lane") {
    World world;
    world.add_engine({});
    world.engines[0].lane = std::make_unique<flow::LaneDriver>(
        world.loop,
        flow::Lane("llm",
                   {.max_concurrent = 1, .tokens_per_minute = 1, .characters_per_minute = 600},
                   world.loop.now()),
        [](const flow::Lane&, const std::optional<flow::Park>&) {});
    world.translate({world.wish("Good morning")});
    // Seven tokens at one a minute: the next grant is minutes away.
    bool answered = false;
    world.translator().translate({world.wish("Good evening")},
                                 [&](const auto&) { answered = true; });
    world.run_until([&] { return world.engines[0].lane->lane().waiting() == 1; });
    const auto next = world.engines[0].lane->lane().next_at(world.loop.now());
    REQUIRE(next);
    CHECK(*next - world.loop.now() > std::chrono::minutes(5));
    CHECK_FALSE(answered);
}

TEST_CASE("after stop nothing is sent, and what is in flight still lands in the memory") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const auto&) { return std::nullopt; };
    bool answered = false;
    world.translator().translate({world.wish("Good morning")},
                                 [&](const auto&) { answered = true; });
    world.run_until([&] { return world.exchange.open.size() == 1; });
    world.translator().stop();
    world.translator().translate({world.wish("Good evening")}, [](const auto&) {});
    world.exchange.answer(engine_answer(world.exchange.requests[0]));
    world.run_until([&] { return answered; });
    world.settle();
    CHECK(world.exchange.requests.size() == 1);
    const auto stats = world.in_ledger([](store::Tables& tables) { return tables.memory.stats(); });
    CHECK(stats.entries == 1);
}

TEST_CASE("what was used last is in this process from the start") {
    World world;
    world.add_engine({});
    world.translate({world.wish("Good morning")});
    world.translator().flush_touches();
    world.translator().forget_recent();
    world.translator().preload();
    world.settle();
    std::vector<Translator::Answer> answers;
    world.translator().translate({world.wish("Good morning")},
                                 [&](auto given) { answers = std::move(given); });
    REQUIRE(answers.size() == 1);  // without a turn of the loop
    CHECK(answers[0]->cached);
}

TEST_CASE("an engine's answer that was under way does not hide what a person wrote meanwhile") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const auto&) { return std::nullopt; };
    bool answered = false;
    world.translator().translate({world.wish("Good morning")},
                                 [&](const auto&) { answered = true; });
    world.run_until([&] { return world.exchange.open.size() == 1; });
    world.in_ledger([](store::Tables& tables) {
        const auto masked = text::mask("Good morning");
        store::Remembered made{by_hand_key(masked, language("en"), language("es")),
                               "en",
                               "es",
                               model::by_hand,
                               model::by_hand,
                               masked.text,
                               "Buenos días",
                               model::wall_now()};
        made.by_hand = true;
        tables.memory.put(made);
    });
    world.translator().forget_recent();
    world.exchange.answer(engine_answer(world.exchange.requests[0]));
    world.run_until([&] { return answered; });
    CHECK(world.translate({world.wish("Good morning")})[0]->text == "Buenos días");
}

}  // namespace
}  // namespace glossd::pipeline
