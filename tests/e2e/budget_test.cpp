// Budgets: never exceeded, whatever is killed; the next engine goes on, the last one waits.
#include "e2e/world.hpp"

#include <random>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using glossd::e2e::World;
using nlohmann::json;

namespace {

constexpr int budget = 40;

// What `status` says of the budget of this engine or target.
json budget_of(World& world, const std::string& name) {
    REQUIRE(world.command({"status", "--json"}) == 0);
    const auto status = json::parse(world.output());
    for (const auto& one : status.at("budgets")) {
        if (one["name"] == name) return one;
    }
    FAIL("no budget of " << name);
    return {};
}

}  // namespace

TEST_CASE("an engine whose budget is used up leaves the rest to the next one") {
    World world({.posts = 60,
                 .batch_max = 2,
                 .second_engine = true,
                 .engine_keys = "requests_per_day = 40\n"});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().counters().calls == budget);
    CHECK(world.second_llm().counters().calls > 0);
    const auto shown = budget_of(world, "llm");
    CHECK(shown["used"] == budget);
    CHECK(shown["limit"] == budget);
    CHECK(shown["unit"] == "requests");
}

TEST_CASE("kills while a budget is nearly spent never lead past it, and nothing is lost") {
    World world({.posts = 60,
                 .batch_max = 1,
                 .second_engine = true,
                 .engine_keys = "requests_per_month = 40\n"});
    world.llm().faults().set_latency(20ms, 120ms);
    world.mastodon().faults().set_latency(5ms, 20ms, {.method = "POST"});
    std::mt19937 random(4);
    std::uniform_int_distribution<int> moment(60, 400);
    int killed = 0;
    for (int i = 0; i < 12; ++i) {
        killed += world.once_killed_after(std::chrono::milliseconds(moment(random))) ? 1 : 0;
    }
    CHECK(killed >= 6);
    CHECK_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().counters().calls <= budget);
    // A kill wastes what was set aside, a request or two.
    CHECK(world.llm().counters().calls >= budget - 2 * killed);
    CHECK(budget_of(world, "llm")["used"] == budget);
}

TEST_CASE("a target whose budget is used up keeps the rest for the next day") {
    World world({.posts = 20, .target_keys = {{"es", "requests_per_day = 10\n"}}});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.mastodon().statuses("es").size() < 10);
    // The account's facts and whose posts are there are calls, too.
    CHECK(world.mastodon().statuses("es").size() >= 5);
    CHECK(world.output().find("the budget of 10 requests a day is used up") != std::string::npos);
    CHECK(budget_of(world, "es")["used"] == 10);

    SUBCASE("and a larger one sends them") {
        auto config = world.config();
        const std::string small = "requests_per_day = 10";
        config.replace(config.find(small), small.size(), "requests_per_day = 1000");
        world.write("glossd.toml", config);
        REQUIRE_MESSAGE(world.once() == 0, world.output());
        CHECK(world.first_fault() == "");
    }
}

TEST_CASE("a budget of money lasts as long as the tokens it buys, then the next engine goes on") {
    World world({.posts = 60,
                 .batch_max = 2,
                 .second_engine = true,
                 .engine_keys = "money_per_day = 0.05\nprice_input = 1\nprice_output = 4\n"});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.first_fault() == "");
    CHECK(world.llm().counters().calls > 5);
    CHECK(world.second_llm().counters().calls > 0);
    const auto shown = budget_of(world, "llm");
    CHECK(shown["unit"] == "money");
    CHECK(shown["limit"] == 0.05);
    CHECK(shown["used"].get<double>() >= 0.05);
    CHECK(shown["used"].get<double>() < 0.08);  // sixteen calls in flight may go beyond
}
