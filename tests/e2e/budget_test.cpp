// Budgets: never exceeded, whatever is killed; the next engine goes on, behind the last posts are
// held.
#include "e2e/kills.hpp"
#include "e2e/world.hpp"

#include <sstream>

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

// Of `queue --state held --json`.
std::vector<json> held_deliveries(const std::string& lines) {
    std::vector<json> all;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);) all.push_back(json::parse(line));
    return all;
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

TEST_CASE("behind the last engine posts are held with the reason, and a larger budget sends them") {
    World world({.posts = 6, .batch_max = 1, .engine_keys = "requests_per_month = 5\n"});
    CHECK(world.once() != 0);
    CHECK(world.llm().counters().calls == 5);
    // Nothing waits that nobody would look at: all else is held.
    REQUIRE(world.command({"queue", "--state", "held", "--json"}) == 0);
    const auto held = held_deliveries(world.output());
    CHECK(held.size() + world.published() == 6 * World::languages().size());
    CHECK(world.published() <= 5);
    for (const auto& delivery : held) {
        const auto reason = delivery["reason"].get<std::string>();
        CAPTURE(reason);
        CHECK(reason.find("llm: the budget of 5 requests a month is used up until 20") !=
              std::string::npos);
        CHECK(reason.ends_with("make it larger or wait, then `glossd queue retry`"));
    }

    auto config = world.config();
    const std::string small = "requests_per_month = 5";
    config.replace(config.find(small), small.size(), "requests_per_month = 1000");
    world.write("glossd.toml", config);
    for (const auto& delivery : held) {
        REQUIRE(world.command({"queue", "retry", delivery["id"].dump()}) == 0);
    }
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.published() == 6 * World::languages().size());
    CHECK(world.llm().paid_repeatedly().empty());
}

TEST_CASE("kills while a budget is nearly spent never lead past it, and nothing is lost") {
    World world({.posts = 60,
                 .batch_max = 1,
                 .second_engine = true,
                 .engine_keys = "requests_per_month = 40\n"});
    world.llm().faults().set_latency(20ms, 120ms);
    world.mastodon().faults().set_latency(5ms, 20ms, {.method = "POST"});
    const auto killed = glossd::e2e::kill_at_random(
        world, {.times = 12, .seed = 4, .earliest = 60ms, .latest = 400ms});
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
