// What stands between a mistake and an account: the backlog cap, and one owner for one state.
#include "e2e/daemon_world.hpp"
#include "e2e/has.hpp"

#include <csignal>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using glossd::bench::FeedItem;
using glossd::e2e::DaemonWorld;
using glossd::e2e::has;

namespace {

std::vector<FeedItem> many_items(std::size_t count) {
    auto items = glossd::bench::generate_posts(count, 11, glossd::model::wall_now());
    for (auto& item : items) item.id += "-more";  // unlike those that the world began with
    return items;
}

std::size_t on_account(DaemonWorld& world, const std::string& account) {
    return world.mastodon().statuses(account).size();
}

// A source that has been read, with room for so many posts.
void cap_backlog(DaemonWorld& world, int most) {
    auto text = world.config();
    const std::string after = "max_age = \"0s\"\n";
    text.insert(text.find(after) + after.size(), "max_backlog = " + std::to_string(most) + "\n");
    world.write("glossd.toml", text);
}

}  // namespace

TEST_CASE("a flood of new posts waits for a choice, with and without a daemon") {
    DaemonWorld world({.posts = 2, .max_characters = 5000});
    cap_backlog(world, 10);
    REQUIRE(world.once() == 0);
    REQUIRE(on_account(world, "es") == 2);

    world.feed().set_items(many_items(40));
    CHECK(world.once() == 3);
    CHECK(on_account(world, "es") == 2);
    REQUIRE(world.run({"queue", "choose"}) == 0);
    CHECK_MESSAGE(has(world.output(), "beyond max_backlog"), world.output());
    CHECK(world.run({"queue", "choose", "some"}) == 2);
    REQUIRE(world.run({"queue", "choose", "latest:3", "--target", "es"}) == 0);
    CHECK(has(world.output(), "Released: 3. Dropped: 37."));
    CHECK(world.once() == 0);
    CHECK(on_account(world, "es") == 5);
    CHECK(on_account(world, "fr") == 2);

    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    REQUIRE(world.run({"queue", "choose", "none", "--target", "fr"}) == 0);
    REQUIRE(world.run({"queue", "choose", "all"}) == 0);
    CHECK(world.wait_until([&] { return on_account(world, "de") == 42; }));
    CHECK(on_account(world, "fr") == 2);
    REQUIRE(world.run({"queue", "choose"}) == 0);
    CHECK(has(world.output(), "Nothing waits for a choice."));
    CHECK(world.stop_daemon() == 0);
}

TEST_CASE("once beside a daemon hands its pass over, and nothing goes out twice") {
    DaemonWorld world({.posts = 3, .max_characters = 5000});
    auto text = world.config();
    text.insert(text.find("[[source]]"), "poll_interval = \"1h\"\n");
    world.write("glossd.toml", text);
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.published() == 9; }));

    auto items = many_items(5);
    for (auto& item : items) world.feed().add(std::move(item));
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(has(world.output(), "made this pass"));
    const auto line = world.output().substr(world.output().find("{\"posts\""));
    const auto report = nlohmann::json::parse(line.substr(0, line.find('\n')));
    CHECK(report["posts"]["new"] == 5);
    CHECK(report["deliveries"]["published"] == 15);
    CHECK(report["deliveries"]["pending"] == 0);
    for (const auto& language : DaemonWorld::languages()) CHECK(on_account(world, language) == 8);

    CHECK(world.run({"once", "--source", "news"}) == 0);
    CHECK_MESSAGE(has(world.output(), "Nothing to publish"), world.output());
    CHECK(world.run({"once", "--sequential"}) == 1);
    CHECK(world.stop_daemon() == 0);
    CHECK(world.once() == 0);
    for (const auto& language : DaemonWorld::languages()) CHECK(on_account(world, language) == 8);
}

TEST_CASE("a second daemon on the same state does not start, and the first goes on") {
    DaemonWorld world({.posts = 2, .max_characters = 5000});
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    CHECK(world.run({"run"}) == 1);
    CHECK_MESSAGE(has(world.output(), "is in use by"), world.output());
    CHECK(world.wait_until([&] { return world.published() == 6; }));
    CHECK(world.stop_daemon() == 0);
}

TEST_CASE("what a killed daemon was sending is looked up at once by the next owner") {
    DaemonWorld world({.posts = 1, .max_characters = 5000, .honours_keys = false});
    // Accepted, and no answer comes.
    world.mastodon().faults().add(glossd::bench::Fault::hang_after, {},
                                  {"POST", "/api/v1/statuses"});
    auto daemon = world.begin({"run"});
    REQUIRE(world.wait_published(daemon, 3));
    daemon.signal(SIGKILL);
    daemon.wait(10s);
    world.mastodon().faults().clear();
    // Its lease would have lasted ten minutes.
    REQUIRE_MESSAGE(world.once(1min) == 0, world.output());
    CHECK(world.published() == 3);
}
