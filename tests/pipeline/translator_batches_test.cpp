#include "fixture.hpp"
#include "pipeline/translator.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

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

TEST_CASE("a wish for something shorter waits for no company, because an account waits for it") {
    World world;
    world.add_engine({.can_shorten = true}, 8, std::chrono::hours(1));
    world.translator().translate({world.wish("a text that waits")}, [](const auto&) {});
    auto shorter = world.wish("a text to be shortened");
    shorter.limit = 1000;
    const auto answers = world.translate({shorter});
    CHECK(answers[0]);
    CHECK(batch_sizes(world, "llm") == std::vector<std::size_t>{1});
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

}  // namespace
}  // namespace glossd::pipeline
