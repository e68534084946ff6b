// A route with a verifier: clumsy translations are mended, nothing is paid for twice, and what was
// decided can be read.
#include "e2e/world.hpp"

#include <doctest/doctest.h>

using glossd::bench::AnswerFault;
using glossd::bench::Odds;
using glossd::e2e::World;

namespace {

// Engine "second" judges what "llm" says.
std::string with_verifier(const World& world) {
    return world.config() +
           "[[route]]\nsources = [\"news\"]\ntargets = [\"es\", \"fr\", \"de\"]\n"
           "engines = [\"llm\"]\nverify_engine = \"second\"\n";
}

}  // namespace

TEST_CASE("a verifier mends what the engine says badly, in batches, once") {
    World world({.posts = 40, .second_engine = true});
    world.write("glossd.toml", with_verifier(world));
    world.llm().misbehave(AnswerFault::clumsy, Odds::share(0.5));
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");  // as translate() says, without the word too many
    CHECK(world.llm().paid_repeatedly().empty());
    CHECK(world.second_llm().paid_repeatedly().empty());
    const auto judged = world.second_llm().counters();
    CHECK(judged.bad_requests == 0);
    CHECK(judged.items >= 40);  // each text at least, in its languages
    CHECK(judged.largest_batch > 1);

    REQUIRE(world.command({"explain", "1"}) == 0);
    CHECK(world.output().find("second: verify: ") != std::string::npos);
    CHECK(world.output().find("llm: wrapping, no_references, not_empty, spans, ") !=
          std::string::npos);
}

TEST_CASE("a verifier that cannot be reached costs its verdicts, not a post") {
    World world({.posts = 10, .second_engine = true});
    world.write("glossd.toml", with_verifier(world));
    world.second_llm().server().stop();
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    REQUIRE(world.command({"explain", "1"}) == 0);
    CHECK(world.output().find("second: verify: not verified: ") != std::string::npos);
}
