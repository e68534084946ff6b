// The memory in people's hands: a translation approved, corrected and used again, and a memory that
// moves to another machine.
#include "e2e/daemon_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using glossd::e2e::DaemonWorld;

namespace {

constexpr const char* news_text = "The council meets on the first Monday";

glossd::e2e::WorldOptions with_approval() {
    glossd::e2e::WorldOptions options;
    options.posts = 1;
    options.max_characters = 5000;
    for (const auto& language : DaemonWorld::languages()) {
        options.target_keys[language] = "approve = true\n";
    }
    return options;
}

bool told(const DaemonWorld& world, const std::string& words) {
    return world.output().find(words) != std::string::npos;
}

// Of the newest delivery to this target that waits.
std::string held_for(DaemonWorld& world, const std::string& target) {
    REQUIRE(world.run({"queue", "list", "--state", "held", "--target", target, "--json"}) == 0);
    const auto& output = world.output();
    const std::string name = "\"id\":";
    const auto at = output.rfind(name);
    REQUIRE_MESSAGE(at != std::string::npos, output);
    const auto begin = at + name.size();
    return output.substr(begin, output.find(',', begin) - begin);
}

bool shows(DaemonWorld& world, const std::string& account, const std::string& words) {
    for (const auto& status : world.mastodon().statuses(account)) {
        if (status.text.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a corrected translation goes out once approved, and answers the next equal text") {
    DaemonWorld world(with_approval());
    REQUIRE(world.once() == 3);
    SUBCASE("without a daemon") {}
    SUBCASE("beside one") {
        world.start_daemon();
        REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    }
    CHECK(world.run({"publish", news_text, "--target", "es"}) == 3);
    const auto id = held_for(world, "es");
    CHECK(world.mastodon().statuses("es").empty());

    REQUIRE(world.run({"queue", "edit", id, "--text", "El pleno es el primer lunes @ana"}) == 1);
    CHECK(told(world, "adds @ana"));
    REQUIRE_MESSAGE(world.run({"queue", "edit", id, "--text", "El pleno es el primer lunes"}) == 0,
                    world.output());
    CHECK(told(world, "version 2"));
    CHECK(told(world, "Remembered"));
    REQUIRE(world.run({"cache", "get", news_text}) == 0);
    CHECK(told(world, "en to es by hand, 0 hits"));
    REQUIRE(world.run({"queue", "approve", id}) == 0);
    if (world.get("/readyz").status != 200) {
        world.once();
    } else {
        REQUIRE(world.wait_until([&] { return !world.mastodon().statuses("es").empty(); }));
    }
    CHECK(shows(world, "es", "El pleno es el primer lunes"));

    // Another model: what the first one made does not count any more.
    if (world.get("/readyz").status == 200) REQUIRE(world.stop_daemon() == 0);
    auto config = world.config();
    const std::string model = "stand-in-1";
    config.replace(config.find(model), model.size(), "stand-in-2");
    world.write("glossd.toml", config);
    const auto asked = world.llm().counters().items;
    CHECK(world.run({"publish", news_text, "--target", "es", "--again"}) == 3);
    const auto again = held_for(world, "es");
    CHECK(again != id);
    REQUIRE(world.run({"queue", "show", again}) == 0);
    CHECK(told(world, "[by hand, from memory]\nEl pleno es el primer lunes"));
    CHECK(world.llm().counters().items == asked);
}

TEST_CASE("a memory moves to another machine, and nothing is paid for twice there") {
    DaemonWorld world({.posts = 5, .max_characters = 5000});
    REQUIRE(world.once() == 0);
    const auto paid = world.llm().counters().items;
    for (const std::string format : {"jsonl", "tmx"}) {
        CAPTURE(format);
        const auto file = world.path("memory." + format);
        REQUIRE(world.run({"cache", "export", file, "--json"}) == 0);
        CHECK(told(world, fmt::format("\"exported\":{}", paid)));
        DaemonWorld other({.posts = 5, .max_characters = 5000});
        REQUIRE_MESSAGE(other.run({"cache", "import", file, "--json"}) == 0, other.output());
        CHECK(told(other, fmt::format("\"imported\":{},\"known\":0", paid)));
        REQUIRE(other.run({"cache", "import", file, "--json"}) == 0);
        CHECK(told(other, fmt::format("\"imported\":0,\"known\":{}", paid)));
        REQUIRE(other.once() == 0);
        CHECK(other.llm().counters().items == 0);
        CHECK(other.published() == 15);
    }
}

TEST_CASE("an import beside a daemon tells the lines it refuses and takes the others") {
    DaemonWorld world({.posts = 1, .max_characters = 5000});
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.published() == 3; }));
    world.write("more.jsonl",
                R"({"from":"en","to":"es","source":"The council meets on the first Monday",)"
                "\"text\":\"El pleno es el primer lunes\"}\n"
                R"({"from":"en","to":"es","source":"See https://a.example/x","text":"Mira"})"
                "\nnothing\n");
    const auto file = world.path("more.jsonl");
    CHECK(world.run({"cache", "import", file}) == 3);
    CHECK(told(world, "1 translation imported"));
    CHECK(told(world, "2 refused"));
    CHECK(told(world, "more.jsonl:2: "));
    CHECK(told(world, "more.jsonl:3: it is no JSON"));
    const auto asked = world.llm().counters().items;
    REQUIRE(world.run({"publish", news_text, "--target", "es"}) == 0);
    CHECK(shows(world, "es", "El pleno es el primer lunes"));
    CHECK(world.llm().counters().items == asked);
    REQUIRE(world.run({"cache", "stats"}) == 0);
    CHECK(told(world, "By hand             1 of them"));
    REQUIRE(world.run({"cache", "export", "--to", "fr"}) == 0);
    CHECK_FALSE(told(world, "El pleno"));
    CHECK(world.run({"cache", "import", world.path("nowhere.tmx")}) == 1);
    CHECK(world.run({"cache", "import", world.path("glossd.toml")}) == 2);
}
