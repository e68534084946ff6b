// A glossary from its file to the accounts: through a language model, and in what commands say.
#include "e2e/has.hpp"
#include "e2e/world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using glossd::bench::AnswerFault;
using glossd::e2e::has;
using glossd::e2e::World;
using nlohmann::json;

namespace {

// "Note" stands in every post.
const std::string note_terms = "term,translation,case,also\nnote,apunte,follow,\nbob,,,\n";

glossd::e2e::WorldOptions with_glossary() {
    return {.posts = 6,
            .tables = "[[glossary]]\nname = \"house\"\nfile = \"DIR/house.csv\"\nto = \"es\"\n"};
}

}  // namespace

TEST_CASE("what the glossary says is in every post of its language and in no other") {
    World world(with_glossary());
    world.write("house.csv", note_terms);
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.llm().counters().bad_requests == 0);
    CHECK(world.published() == 6 * World::languages().size());
    std::size_t said = 0;
    for (const auto& language : World::languages()) {
        for (const auto& status : world.mastodon().statuses(language)) {
            const bool there = has(status.text, "apunte");
            if (there) ++said;
            CHECK((language == "es" || !there));
        }
    }
    CHECK(said >= 6);
}

TEST_CASE("a model that will not use the glossary's words is not believed") {
    World world(with_glossary());
    world.write("house.csv", note_terms);
    world.llm().misbehave(AnswerFault::own_words);
    CHECK(world.once() == 3);
    CHECK(world.mastodon().statuses("es").empty());
    const auto report = json::parse(world.output().substr(world.output().find("{\"posts\"")));
    CHECK(report["deliveries"]["held"] == 6);
}

TEST_CASE("preview shows which terms apply") {
    World world(with_glossary());
    world.write("house.csv", note_terms);
    REQUIRE_MESSAGE(
        world.command({"preview", "--json", "--target", "es", "A Note for bob and others"}) == 0,
        world.output());
    const auto shown = json::parse(world.output());
    CHECK(shown["glossary"].dump() == R"([{"term":"bob"},{"term":"note","translation":"apunte"}])");
    CHECK(has(shown["translation"].get<std::string>(), "apunte"));
    CHECK(has(shown["translation"].get<std::string>(), " bob "));
    bool checked = false;
    for (const auto& check : shown["checks"])
        checked = checked || (check["name"] == "glossary" && check["passed"] == true);
    CHECK(checked);
    REQUIRE(world.command({"preview", "--target", "es", "A Note for bob and others"}) == 0);
    CHECK(has(world.output(), "glossary: note → apunte"));
    CHECK(has(world.output(), "kept term: bob"));
}

TEST_CASE("a mistake in a glossary is found by check, with its line") {
    World world(with_glossary());
    world.write("house.csv", "term,translation,case\nnote,apunte,exactly\n");
    CHECK(world.command({"check"}) == 2);
    CHECK(has(world.output(), "house.csv:2:13: error: glossary.house: the case rule must be"));
}
