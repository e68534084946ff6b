// A second engine that judges: what it is asked, what its verdicts change, and that it holds
// nothing up.
#include "fixture.hpp"
#include "pipeline/translator.hpp"

#include <algorithm>

namespace glossd::pipeline {
namespace {

using namespace std::chrono_literals;

constexpr int threshold = 30;

// "llm" translates, "judge" verifies.
struct JudgedWorld : World {
    explicit JudgedWorld(model::Duration wait = model::Duration(2)) {
        add_engine({.name = "llm"}, 16, wait);
        add_engine({.name = "judge"}, 16, wait);
        exchange.script = [this](const model::Request& request) {
            return url_of(request) == "judge" ? verdict(request) : engine_answer(request);
        };
    }

    Wish verified(const std::string& text) const {
        auto made = wish(text);
        made.chain = {0};
        made.verify = Verification{1, threshold};
        return made;
    }

    // Of every item the same score; its own wording is `wording`, or what `mends` says.
    model::Reply verdict(const model::Request& request) const {
        json items = json::array();
        const auto asked = body_of(request);
        for (const auto& item : asked.at("items")) {
            CHECK(item.at("d") == translated(item.at("t")));
            items.push_back({{"id", item["id"]}, {"t", wording}, {"score", score}});
        }
        return http(200, {{"items", items}});
    }

    int score = 0;
    std::string wording;
};

std::vector<std::string> outcomes(const model::Trail& trail, const std::string& engine) {
    std::vector<std::string> found;
    for (const auto& step : trail) {
        if (step.engine == engine) found.push_back(step.what + ": " + step.outcome);
    }
    return found;
}

TEST_CASE("a fault that the verifier finds is mended by its wording, and paid for once") {
    JudgedWorld world;
    world.score = 80;
    world.wording = "buenos días a todos";
    const auto answers = world.translate({world.verified("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "buenos días a todos");
    CHECK(answers[0]->engine == "llm");
    const auto told = outcomes(answers[0]->trail, "judge");
    REQUIRE(told.size() == 2);
    CHECK(told[0] == "verify: repaired");
    CHECK(told[1].ends_with(": passed"));
    const auto again = world.translate({world.verified("Good morning")});
    REQUIRE(again[0]);
    CHECK(again[0]->text == "buenos días a todos");
    CHECK(again[0]->cached);
    CHECK(world.exchange.requests.size() == 2);
}

TEST_CASE("below the threshold the translation stays as it is") {
    JudgedWorld world;
    world.score = threshold - 1;
    world.wording = "buenos días a todos";
    const auto answers = world.translate({world.verified("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == translated("Good morning"));
    CHECK(outcomes(answers[0]->trail, "judge") == std::vector<std::string>{"verify: passed"});
    CHECK(answers[0]->trail.back().detail == "score 29");
}

TEST_CASE("what was verified is not for a route without a verifier, and the other way round") {
    JudgedWorld world;
    auto plain = world.verified("Good morning");
    plain.verify.reset();
    REQUIRE(world.translate({plain})[0]);
    CHECK(world.exchange.count("judge") == 0);
    const auto verified = world.translate({world.verified("Good morning")});
    REQUIRE(verified[0]);
    CHECK_FALSE(verified[0]->cached);
    CHECK(world.exchange.count("judge") == 1);
}

TEST_CASE("verdicts are asked for in batches") {
    JudgedWorld world(model::Duration(20));
    std::vector<Wish> wishes;
    for (int i = 0; i < 16; ++i) wishes.push_back(world.verified("word" + std::to_string(i)));
    for (const auto& answer : world.translate(wishes)) CHECK(answer);
    CHECK(world.exchange.count("llm") == 1);
    CHECK(world.exchange.count("judge") == 1);
}

TEST_CASE("a wording that fails a check is asked for again with a hint, then the draft passes") {
    JudgedWorld world;
    world.score = 90;
    world.wording = "buenos días https://evil.example/";
    const auto answers = world.translate({world.verified("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == translated("Good morning"));
    CHECK(world.exchange.count("judge") == 3);
    const auto last = body_of(world.exchange.requests.back());
    CHECK(last["hint"].get<std::string>().find("no_new_links") == 0);
    CHECK(last["hint"].get<std::string>().find("evil") == std::string::npos);
    CHECK(outcomes(answers[0]->trail, "judge") == std::vector<std::string>{"verify: not verified"});
}

TEST_CASE("a verifier that is down, used up or locked out holds nothing up") {
    for (const int status : {500, 402, 401, 400}) {
        CAPTURE(status);
        JudgedWorld world;
        world.exchange.script = [status](const model::Request& request) {
            return url_of(request) == "judge" ? http(status) : engine_answer(request);
        };
        const auto answers = world.translate({world.verified("Good morning")});
        REQUIRE(answers[0]);
        CHECK(answers[0]->text == translated("Good morning"));
        CHECK(outcomes(answers[0]->trail, "judge") ==
              std::vector<std::string>{"verify: not verified"});
        CHECK(world.exchange.count("judge") == (status == 500 ? 3 : 1));
        // The translation is paid for, so it is remembered.
        CHECK(world.translate({world.verified("Good morning")})[0]->cached);
    }
}

TEST_CASE("a verifier whose budget is used up is not asked, and what waits for it goes on") {
    JudgedWorld world;
    world.exchange.script = [](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "judge") return std::nullopt;  // never answers
        return engine_answer(request);
    };
    world.engines[1].lane->park({world.loop.now() + 30s, "a short rest"});
    std::optional<Translator::Answer> waiting;
    world.translator().translate({world.verified("Good morning")},
                                 [&](auto answers) { waiting = std::move(answers[0]); });
    world.run_until([&] { return world.exchange.count("llm") == 1; });
    world.settle();
    CHECK_FALSE(waiting);
    world.engines[1].lane->park({world.loop.now() + 5h, "the budget is used up", true});
    world.translator().leave(1);
    REQUIRE(waiting);
    CHECK(waiting->has_value());
    const auto later = world.translate({world.verified("Good night")});
    REQUIRE(later[0]);
    CHECK(later[0]->trail.back().detail == "the budget is used up");
    CHECK(world.exchange.count("judge") == 0);
}

TEST_CASE("what waits for its verdict when glossd stops is kept as it is") {
    JudgedWorld world;
    world.engines[1].lane->park({world.loop.now() + 30s, "a short rest"});
    std::optional<Translator::Answer> waiting;
    world.translator().translate({world.verified("Good morning")},
                                 [&](auto answers) { waiting = std::move(answers[0]); });
    world.run_until([&] { return world.exchange.count("llm") == 1; });
    world.settle();
    CHECK_FALSE(waiting);
    world.translator().stop();
    world.run_until([&] { return waiting.has_value(); });
    CHECK(waiting->has_value());
}

TEST_CASE("the trail tells of repairs, hints and engines that were left") {
    World world;
    world.add_engine({.name = "first", .takes_hints = true});
    world.add_engine({.name = "second"});
    world.exchange.script = [](const model::Request& request) {
        json items = json::array();
        const auto asked = body_of(request);
        for (const auto& item : asked.at("items")) {
            const bool first = url_of(request) == "first";
            items.push_back({{"id", item["id"]},
                             {"t", first ? "tengo 5678 gatos" : "```\ntengo 1234 gatos\n```"}});
        }
        return http(200, {{"items", items}});
    };
    const auto answers = world.translate({world.wish("I have 1234 cats")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "tengo 1234 gatos");
    CHECK(outcomes(answers[0]->trail, "first") ==
          std::vector<std::string>{"numbers: retried with a hint", "numbers: next engine"});
    const auto second = outcomes(answers[0]->trail, "second");
    REQUIRE(second.size() == 2);
    CHECK(second[0] == "wrapping: repaired");
    CHECK(second[1].find("numbers, ") != std::string::npos);
    CHECK(second[1].ends_with(": passed"));
}

}  // namespace
}  // namespace glossd::pipeline
