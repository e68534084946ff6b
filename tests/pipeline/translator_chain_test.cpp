// Which engine of a route translates when one fails, is used up or refuses.
#include "fixture.hpp"
#include "pipeline/translator.hpp"

namespace glossd::pipeline {
namespace {

TEST_CASE("after three failures of the service the next engine takes over") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    world.exchange.script = [](const model::Request& request) {
        return url_of(request) == "first" ? http(500) : engine_answer(request);
    };
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->engine == "second");
    CHECK(world.exchange.count("first") == 3);
}

TEST_CASE("the only engine is waited for, however often it fails") {
    World world;
    world.add_engine({});
    int failures = 5;
    world.exchange.script = [&](const model::Request& request) {
        return failures-- > 0 ? http(500) : engine_answer(request);
    };
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE(answers[0]);
    CHECK(world.exchange.requests.size() == 6);
}

TEST_CASE("one failed call of a large batch costs each of its texts one retry, not its engine") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    bool failed = false;
    world.exchange.script = [&](const model::Request& request) {
        return std::exchange(failed, true) ? engine_answer(request) : http(429);
    };
    for (const auto& answer : world.translate(numbered_wishes(world, 16))) {
        REQUIRE(answer);
        CHECK(answer->engine == "first");
    }
}

TEST_CASE("a used-up quota moves what waits and what comes later to the next engine") {
    for (const int status : {401, 402}) {
        World world;
        world.add_engine({.name = "first"}, 1, model::Duration(0));
        world.add_engine({.name = "second"});
        world.exchange.script = [&](const model::Request& request) {
            return url_of(request) == "first" ? http(status) : engine_answer(request);
        };
        for (const auto& answer : world.translate(numbered_wishes(world, 8))) {
            REQUIRE(answer);
            CHECK(answer->engine == "second");
        }
        CHECK(world.exchange.count("first") <= 4);
        const auto asked = world.exchange.count("first");
        const auto later = world.translate({world.wish("Something new")});
        REQUIRE(later[0]);
        CHECK(later[0]->engine == "second");
        CHECK(world.exchange.count("first") == asked);
    }
}

TEST_CASE("a text goes back to an engine that was down when the last of the chain is no use") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    int failures = 3;
    world.exchange.script = [&](const model::Request& request) {
        if (url_of(request) == "second") return http(401);
        return failures-- > 0 ? http(500) : engine_answer(request);
    };
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->engine == "first");
}

TEST_CASE("an engine that refused a text is not asked for it a second time") {
    World world;
    world.add_engine({.name = "first"});
    world.add_engine({.name = "second"});
    int failures = 3;
    world.exchange.script = [&](const model::Request& request) {
        if (url_of(request) == "first" && failures-- > 0) return http(500);
        return engine_answer(request, {"Good morning"});
    };
    const auto answers = world.translate({world.wish("Good morning")});
    REQUIRE_FALSE(answers[0]);
    CHECK(world.exchange.count("second") == 1);
    CHECK(answers[0].error().message ==
          "no engine translated it: second: cannot do this; first: cannot do this");
}

}  // namespace
}  // namespace glossd::pipeline
