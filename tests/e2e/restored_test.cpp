// A ledger that knows less than the accounts: a backup or a snapshot put back, or none at all.
#include "e2e/daemon_world.hpp"
#include "e2e/has.hpp"
#include "e2e/x_world.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace std::chrono_literals;
using glossd::bench::FeedItem;
using glossd::e2e::DaemonWorld;
using glossd::e2e::has;
using glossd::e2e::XWorld;
namespace model = glossd::model;

namespace {

FeedItem item_aged(const std::string& id, model::Duration age) {
    FeedItem item;
    item.id = "https://example.org/" + id;
    item.link = item.id;
    item.text = "Item " + id + " tells of something that happened.";
    item.published = model::wall_now() - age;
    return item;
}

// How often the account has the item.
std::size_t copies(DaemonWorld& world, const std::string& account, const std::string& id) {
    std::size_t found = 0;
    for (const auto& status : world.mastodon().statuses(account)) {
        if (has(status.text, "example.org/" + id)) ++found;
    }
    return found;
}

bool everywhere(DaemonWorld& world, const std::string& id, std::size_t count) {
    for (const auto& language : DaemonWorld::languages()) {
        if (copies(world, language, id) != count) return false;
    }
    return true;
}

// Of an Atom document, in its order.
std::vector<std::string> entry_ids(const std::string& document) {
    std::vector<std::string> ids;
    const std::string opening = "<id>";
    for (auto entry = document.find("<entry>"); entry != std::string::npos;
         entry = document.find("<entry>", entry + 1)) {
        const auto begin = document.find(opening, entry) + opening.size();
        ids.push_back(document.substr(begin, document.find("</id>", begin) - begin));
    }
    return ids;
}

// A server that ignores keys: nothing but the ledger keeps it from taking a post twice.
class Turning : public DaemonWorld {
  public:
    Turning() : DaemonWorld({.posts = 1, .max_characters = 5000, .honours_keys = false}) {
        feed().set_items({});
    }

    // A pass at a moment so long ago, by the server's clock.
    int pass(model::Duration ago, std::vector<FeedItem> fresh) {
        for (auto& item : fresh) items_.push_back(std::move(item));
        feed().set_items(items_);
        mastodon().set_clock(-ago);
        return once();
    }

    void forget_everything() const { std::filesystem::remove_all(path("state")); }

  private:
    std::vector<FeedItem> items_;
};

}  // namespace

TEST_CASE("a ledger of an hour or a day ago repeats nothing and goes on with what is new") {
    for (const model::Duration age : {model::Duration(1h), model::Duration(24h)}) {
        for (const bool backup : {false, true}) {
            CAPTURE(age.count());
            CAPTURE(backup);
            Turning world;
            REQUIRE_MESSAGE(world.pass(age, {item_aged("a", age + 20min)}) == 0, world.output());
            if (backup) {
                REQUIRE(world.run({"backup", world.path("kept.db")}) == 0);
            } else {
                std::filesystem::copy(world.path("state"), world.path("kept"),
                                      std::filesystem::copy_options::recursive);
            }
            REQUIRE(world.pass(age / 6, {item_aged("b", age / 2), item_aged("c", age / 3)}) == 0);
            CHECK(everywhere(world, "c", 1));

            world.forget_everything();
            if (backup) {
                std::filesystem::create_directory(world.path("state"));
                std::filesystem::copy(world.path("kept.db"), world.path("state/glossd.db"));
            } else {
                std::filesystem::rename(world.path("kept"), world.path("state"));
            }
            CHECK(world.pass(0s, {item_aged("d", 1min)}) == 3);
            CAPTURE(world.output());
            for (const auto* id : {"a", "b", "c", "d"})
                CHECK_MESSAGE(everywhere(world, id, 1), std::string(id));

            REQUIRE(world.run({"queue", "choose"}) == 0);
            CHECK_MESSAGE(has(world.output(), "may be on the account already"), world.output());
            REQUIRE(world.run({"queue", "choose", "none", "--because", "restored"}) == 0);
            CHECK_MESSAGE(has(world.output(), "Dropped: 6."), world.output());
            CHECK(world.pass(0s, {item_aged("e", 0s)}) == 0);
            for (const auto* id : {"a", "b", "c", "d", "e"})
                CHECK_MESSAGE(everywhere(world, id, 1), std::string(id));
        }
    }
}

TEST_CASE(
    "an account that answers late is judged by its own posts, whatever others get meanwhile") {
    Turning world;
    REQUIRE(world.pass(1h, {item_aged("a", 80min)}) == 0);
    const std::filesystem::path state = world.path("state");
    std::filesystem::copy(state, world.path("kept"), std::filesystem::copy_options::recursive);
    REQUIRE(world.pass(10min, {item_aged("b", 30min), item_aged("c", 20min)}) == 0);
    std::filesystem::remove_all(state);
    std::filesystem::rename(world.path("kept"), state);
    // The last account's posts come when the first one's new post is under way.
    world.mastodon().faults().set_latency(500ms, {"GET", "/api/v1/accounts/1003/"});
    world.mastodon().faults().set_latency(1500ms, {"POST", ""});
    CHECK(world.pass(0s, {item_aged("d", 1min)}) == 3);
    for (const auto* id : {"a", "b", "c", "d"})
        CHECK_MESSAGE(everywhere(world, id, 1), std::string(id));
}

TEST_CASE("a feed file has the same items under the same ids after an older ledger was put back") {
    DaemonWorld world({.posts = 2,
                       .max_characters = 5000,
                       .tables = "[[target]]\nname = \"site\"\ntype = \"feed\"\n"
                                 "language = \"es\"\npath = \"DIR/site.atom\"\n"});
    REQUIRE(world.once() == 0);
    REQUIRE(world.run({"backup", world.path("kept.db")}) == 0);
    world.feed().add(item_aged("late", 1min));
    REQUIRE(world.once() == 0);
    const auto before = entry_ids(world.file("site.atom"));
    REQUIRE(before.size() == 3);

    std::filesystem::remove_all(world.path("state"));
    std::filesystem::create_directory(world.path("state"));
    std::filesystem::copy(world.path("kept.db"), world.path("state/glossd.db"));
    world.once();
    CHECK(entry_ids(world.file("site.atom")) == before);
}

TEST_CASE("on X a backup that was put back holds what may be out, until a person chooses") {
    XWorld world({.posts = 3, .oauth2 = false});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    REQUIRE(world.run({"backup", world.path("kept.db")}) == 0);
    world.x().publish({.account = "newsroom", .text = "A late tram came round the corner."});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    const auto before = world.x().counters();

    std::filesystem::remove_all(world.path("state"));
    std::filesystem::create_directory(world.path("state"));
    std::filesystem::copy(world.path("kept.db"), world.path("state/glossd.db"));
    CHECK(world.once() == 3);
    CHECK(world.x().counters().accepted == before.accepted);
    CHECK(world.x().counters().duplicates == 0);
    REQUIRE(world.run({"queue", "choose", "none", "--because", "restored"}) == 0);
    CHECK(has(world.output(), "Dropped: 3."));

    // For some minutes what is new looks like what may be out; a person knows better.
    world.x().publish({.account = "newsroom", .text = "Later still, the lights went out."});
    CHECK(world.once() == 3);
    REQUIRE(world.run({"queue", "choose", "all", "--because", "restored"}) == 0);
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(world.x().counters().accepted == before.accepted + 3);
}

TEST_CASE("what is held as perhaps published goes when a person says so") {
    Turning world;
    REQUIRE(world.pass(24h, {item_aged("a", 25h)}) == 0);
    std::filesystem::copy(world.path("state"), world.path("kept"),
                          std::filesystem::copy_options::recursive);
    REQUIRE(world.pass(1h, {item_aged("b", 2h)}) == 0);
    world.forget_everything();
    std::filesystem::rename(world.path("kept"), world.path("state"));
    CHECK(world.pass(0s, {item_aged("late", 90min)}) == 3);
    CHECK(everywhere(world, "late", 0));
    REQUIRE(world.run({"queue", "choose", "latest:1"}) == 0);
    CHECK(world.pass(0s, {}) == 0);
    CHECK(everywhere(world, "late", 1));
    CHECK(everywhere(world, "b", 1));
}

TEST_CASE("an empty ledger under accounts that have posts floods nobody") {
    Turning world;
    REQUIRE(world.pass(2h, {item_aged("a", 4h), item_aged("b", 3h)}) == 0);
    world.forget_everything();
    SUBCASE("first_run = skip publishes nothing that is there") {
        auto text = world.config();
        text.replace(text.find("first_run = \"all\""), 17, "first_run = \"skip\"");
        world.write("glossd.toml", text);
        CHECK(world.pass(0s, {item_aged("c", 1min)}) == 0);
        CHECK(everywhere(world, "c", 0));
        CHECK(world.pass(0s, {item_aged("d", 0s)}) == 0);
        CHECK(everywhere(world, "d", 1));
    }
    SUBCASE("first_run = all holds what the accounts may have, and publishes what is newer") {
        CHECK(world.pass(0s, {item_aged("c", 1min)}) == 3);
        CHECK(everywhere(world, "c", 1));
    }
    CHECK(everywhere(world, "a", 1));
    CHECK(everywhere(world, "b", 1));
}

TEST_CASE("beside a running daemon a backup is made, and no file is overwritten unasked") {
    DaemonWorld world({.posts = 5, .max_characters = 5000});
    world.start_daemon();
    REQUIRE(world.wait_until([&] { return world.published() == 15; }));
    const auto copy = world.path("copy.db");
    REQUIRE_MESSAGE(world.run({"backup", copy, "--json"}) == 0, world.output());
    CHECK(has(world.output(), "\"bytes\":"));
    struct stat facts {};
    REQUIRE(::stat(copy.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    CHECK(world.run({"backup", copy}) == 1);
    CHECK(has(world.output(), "exists already; --overwrite replaces it"));
    CHECK(world.run({"backup", copy, "--overwrite"}) == 0);
    CHECK(world.run({"check"}) == 0);
    CHECK_MESSAGE(has(world.output(), "is sound: 15 deliveries"), world.output());
    CHECK(world.stop_daemon() == 0);
}

TEST_CASE("check says that a ledger is damaged and what to do") {
    DaemonWorld world({.posts = 5, .max_characters = 5000});
    REQUIRE(world.run({"check"}) == 0);
    REQUIRE(world.once() == 0);
    REQUIRE(world.run({"check"}) == 0);
    {
        std::fstream file(world.path("state/glossd.db"),
                          std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(5 * 4096);
        file << std::string(3 * 4096, '\x5a');
    }
    CHECK(world.run({"check"}) == 1);
    CHECK_MESSAGE(has(world.output(), "put a backup in its place"), world.output());
}
