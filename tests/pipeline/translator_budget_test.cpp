// What becomes of a text when the engines of its route have used up their budgets.
#include "fixture.hpp"
#include "pipeline/translator.hpp"

namespace glossd::pipeline {
namespace {

using namespace std::chrono_literals;

const std::string used_up = "the budget of 40 requests a day is used up";

void spend_budget(World& world, std::size_t engine, model::Duration left) {
    world.engines[engine].lane->park({world.loop.now() + left, used_up, true});
}

}  // namespace

TEST_CASE("at the end of the chain a used-up budget holds the text and says what to do") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    spend_budget(world, 0, 5h);
    spend_budget(world, 1, 30h);
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE_FALSE(answers[0]);
    const auto& why = answers[0].error().message;
    CAPTURE(why);
    CHECK(why.starts_with("no engine translated it: first: " + used_up + " until 20"));
    CHECK(why.find("; second: " + used_up + " until 20") != std::string::npos);
    CHECK(why.ends_with("; make it larger or wait, then `glossd queue retry`"));
    CHECK(world.exchange.requests.empty());
}

TEST_CASE("a text that one engine refuses is held when the budget of the other is used up") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    spend_budget(world, 1, 5h);
    world.exchange.script = [](const model::Request& request) {
        return engine_answer(request, {"Good morning"});
    };
    const auto answers = world.translate({world.wish("Good morning"), world.wish("Good night")});
    REQUIRE_FALSE(answers[0]);
    CHECK(answers[0].error().message.find("first: cannot do this; second: " + used_up) !=
          std::string::npos);
    CHECK(answers[1]);
}

TEST_CASE("a budget that is renewed within the hour is waited for") {
    World world;
    world.add_engine({});
    spend_budget(world, 0, 30min);
    std::optional<Translator::Answer> answer;
    world.translator().translate({world.wish("Good morning")},
                                 [&](auto answers) { answer = std::move(answers[0]); });
    world.settle();
    CHECK_FALSE(answer);
    spend_budget(world, 0, model::Duration(0));
    world.run_until([&] { return answer.has_value(); });
    CHECK(answer->has_value());
}

TEST_CASE("an engine that is only down is waited for, whatever budget is used up") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    spend_budget(world, 0, 5h);
    int failures = 4;
    world.exchange.script = [&](const model::Request& request) {
        return failures-- > 0 ? http(500) : engine_answer(request);
    };
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->engine == "second");
}

TEST_CASE("what waits for an engine is held when its budget runs out meanwhile") {
    World world;
    world.add_engine({});
    world.engines[0].lane->park({world.loop.now() + 10min, "the service rests"});
    std::optional<Translator::Answer> answer;
    world.translator().translate({world.wish("Good morning")},
                                 [&](auto answers) { answer = std::move(answers[0]); });
    world.settle();
    CHECK_FALSE(answer);
    spend_budget(world, 0, 5h);
    world.translator().leave(0);
    REQUIRE(answer);
    CHECK(answer->error().message.find(used_up) != std::string::npos);
}

}  // namespace glossd::pipeline
