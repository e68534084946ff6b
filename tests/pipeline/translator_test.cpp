#include "pipeline/translator.hpp"

#include "fixture.hpp"
#include "model/delivery.hpp"
#include "pipeline/memory_key.hpp"
#include "text/mask.hpp"

#include <algorithm>

namespace glossd::pipeline {
namespace {

// How many items each request to this engine carried.
std::vector<std::size_t> batch_sizes(const World& world, const std::string& engine) {
    std::vector<std::size_t> sizes;
    for (const auto& request : world.exchange.requests) {
        if (url_of(request) == engine) sizes.push_back(body_of(request)["items"].size());
    }
    return sizes;
}

std::set<std::string> numbered_texts(int count) {
    std::set<std::string> texts;
    for (int i = 0; i < count; ++i) texts.insert("word" + std::to_string(i));
    return texts;
}

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

TEST_CASE("texts go in batches of at most batch_max") {
    World world;
    world.add_engine({}, 4);
    const auto answers = world.translate(numbered_wishes(world, 10));
    for (const auto& answer : answers) CHECK(answer);
    auto sizes = batch_sizes(world, "llm");
    std::sort(sizes.begin(), sizes.end());
    CHECK(sizes == std::vector<std::size_t>{2, 4, 4});
}

TEST_CASE("a batch carries no more characters than the engine takes, and the rest follows") {
    World world;
    world.add_engine({.max_characters = 12});
    const auto answers = world.translate(numbered_wishes(world, 5));
    for (const auto& answer : answers) CHECK(answer);
    CHECK(batch_sizes(world, "llm") == std::vector<std::size_t>{2, 2, 1});
}

TEST_CASE(
    "a batch carries no more tokens than the engine can answer, and the rest follows at once") {
    World world;
    world.add_engine({.max_items = 50, .max_output_tokens = 100}, 50);
    const auto answers = world.translate(numbered_wishes(world, 20));
    for (const auto& answer : answers) CHECK(answer);
    const auto sizes = batch_sizes(world, "llm");
    CHECK(sizes.size() >= 4);
    CHECK(sizes.size() <= 7);
    CHECK(*std::max_element(sizes.begin(), sizes.end()) <= 5);
}

TEST_CASE("batches that come back as nothing make those of other texts smaller") {
    World world;
    world.add_engine({.name = "llm", .takes_hints = true}, 8);
    bool refuses = true;
    world.exchange.script = [&](const model::Request& request) {
        return refuses && body_of(request)["items"].size() > 4 ? http(413) : engine_answer(request);
    };
    for (const auto& answer : world.translate(numbered_wishes(world, 8))) CHECK(answer);
    CHECK(batch_sizes(world, "llm") == std::vector<std::size_t>{8, 4, 4});
    CHECK(world.translator().batch_size(0).most_texts() == 4);
    refuses = false;
    world.exchange.requests.clear();
    std::vector<Wish> others;
    for (int i = 0; i < 8; ++i) others.push_back(world.wish("other" + std::to_string(i)));
    for (const auto& answer : world.translate(others)) CHECK(answer);
    CHECK(batch_sizes(world, "llm") == std::vector<std::size_t>{4, 4});
}

TEST_CASE("every item of a batch has an id of its own") {
    World world;
    world.add_engine({.max_items = 50}, 50);
    world.translate(numbered_wishes(world, 50));
    std::set<std::string> ids;
    const auto asked = body_of(world.exchange.requests[0]);
    for (const auto& item : asked["items"]) ids.insert(item["id"]);
    CHECK(ids.size() == 50);
}

TEST_CASE("items that fail go again in halves, then alone with a hint, then to the next engine") {
    World world;
    world.add_engine({.name = "first", .takes_hints = true}, 4);
    world.add_engine({.name = "second"}, 4);
    const auto bad = numbered_texts(4);
    world.exchange.script = [&](const model::Request& request) {
        return engine_answer(request, url_of(request) == "first" ? bad : std::set<std::string>{});
    };
    const auto answers = world.translate(numbered_wishes(world, 4));
    for (const auto& answer : answers) {
        REQUIRE(answer);
        CHECK(answer->engine == "second");
    }
    CHECK(batch_sizes(world, "first") == std::vector<std::size_t>{4, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1});
    std::size_t hinted = 0;
    for (const auto& request : world.exchange.requests) {
        hinted += body_of(request)["hint"] == "cannot do this" ? 1 : 0;
    }
    CHECK(hinted == 4);
}

TEST_CASE("a blocked batch is halved down to the culprit, which alone goes to the next engine") {
    World world;
    world.add_engine({.name = "first", .takes_hints = true}, 8);
    world.add_engine({.name = "second"}, 8);
    world.exchange.script = [](const model::Request& request) {
        const bool is_bad = body_of(request)["items"].dump().find("word5") != std::string::npos;
        return url_of(request) == "first" && is_bad ? http(403) : engine_answer(request);
    };
    const auto answers = world.translate(numbered_wishes(world, 8));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        REQUIRE(answers[i]);
        CHECK(answers[i]->engine == (i == 5 ? "second" : "first"));
    }
    // 8, two halves, the bad half's quarters, the bad quarter's two items: no item twice alone.
    CHECK(batch_sizes(world, "first") == std::vector<std::size_t>{8, 4, 4, 2, 2, 1, 1});
    CHECK(batch_sizes(world, "second") == std::vector<std::size_t>{1});
}

TEST_CASE("an item that is known to be blocked goes to the next engine at once") {
    World world;
    world.add_engine({.name = "first", .takes_hints = true}, 4);
    world.add_engine({.name = "second"}, 4);
    world.exchange.script = [](const model::Request& request) {
        if (url_of(request) == "second") return engine_answer(request);
        auto items = json::array();
        const auto asked = body_of(request);
        for (const auto& item : asked["items"]) {
            const auto text = item["t"].get<std::string>();
            const bool is_bad = text == "word2";
            items.push_back({{"id", item["id"]}, {is_bad ? "blocked" : "t", translated(text)}});
        }
        return http(200, {{"items", items}});
    };
    const auto answers = world.translate(numbered_wishes(world, 4));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        REQUIRE(answers[i]);
        CHECK(answers[i]->engine == (i == 2 ? "second" : "first"));
    }
    CHECK(batch_sizes(world, "first") == std::vector<std::size_t>{4});
}

TEST_CASE("good items of a batch are kept when others fail") {
    World world;
    world.add_engine({}, 4);
    world.exchange.script = [](const model::Request& request) {
        return engine_answer(request, {"word2"});
    };
    const auto answers = world.translate(numbered_wishes(world, 4));
    CHECK(answers[0]);
    CHECK(answers[1]);
    CHECK_FALSE(answers[2]);
    CHECK(answers[3]);
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
