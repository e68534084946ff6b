// The fault table, played with the real program: each fault strikes, is looked at, goes away, and
// at the end everything has been published once.
#include "e2e/fault_table.hpp"
#include "e2e/has.hpp"
#include "e2e/world.hpp"
#include "places.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace glossd::e2e {
namespace {

namespace fs = std::filesystem;
using bench::Fault;
using bench::Odds;

constexpr const char* proven_here = "e2e/faults_test.cpp: each fault comes to what the table says";
const bench::Match status_posts{.method = "POST", .path = "/api/v1/statuses"};

struct Played {
    FaultRow row;
    std::function<void(World&)> strike;
    std::function<void(World&)> heal;  // empty: it goes away by itself
    WorldOptions options = {};
};

FaultRow row_of(const std::string& fault, const std::string& state, const std::string& message) {
    return {fault, state, message, proven_here};
}

Played server_fault(const std::string& name, Fault fault, int times) {
    return {row_of(name, "published once", ""),
            [=](World& world) {
                world.mastodon().faults().add(fault, Odds::next(times), status_posts, 1);
            },
            {}};
}

// Its label is too long for any name, so that no name server is asked.
std::string nowhere() {
    return "http://" + std::string(70, 'x') + ".example";
}

void replace_all(std::string& text, const std::string& old, const std::string& fresh) {
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size()))
        text.replace(at, old.size(), fresh);
}

std::vector<Played> service_faults() {
    return {
        server_fault("a connection reset before the post was accepted", Fault::reset_before, 3),
        server_fault("a connection reset after it was accepted", Fault::reset_after, 3),
        server_fault("a server that hangs after it accepted", Fault::hang_after, 1),
        server_fault("half an answer, then the end", Fault::half_answer, 3),
        server_fault("500 after it was accepted", Fault::error_after, 3),
        server_fault("503 with Retry-After", Fault::unavailable_before, 2),
        server_fault("a storm of 429", Fault::too_many_before, 6),
        {row_of("429 with a Retry-After of five hours", "waits", "limit"),
         [](World& world) {
             world.mastodon().faults().add(Fault::too_many_before, {}, status_posts, 5 * 3600);
         },
         // The accounts are left alone for long; a person's word is needed to try before.
         {}},
        {row_of("a server whose name cannot be found", "waits", "cannot find the address"),
         [](World& world) {
             auto config = world.config();
             replace_all(config, world.mastodon().url(), nowhere());
             world.write("glossd.toml", config);
         },
         [](World& world) { world.write("glossd.toml", world.config()); }},
        {row_of("an engine that refuses connections", "waits", ""),
         [](World& world) { world.llm().server().refuse(true); },
         [](World& world) { world.llm().server().refuse(false); }},
        {row_of("a feed that answers with half a document", "stopped", "source news"),
         [](World& world) { world.feed().faults().add(Fault::half_answer, {}); },
         // It is asked again when its next poll is due.
         {}},
    };
}

fs::path ledger_of(World& world) {
    return world.path("state/glossd.db");
}

void damage(const fs::path& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(path) / 3));
    const std::string garbage(32'768, '\x5a');
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
}

std::vector<Played> ledger_faults() {
    const auto lock = std::make_shared<std::optional<store::Connection>>();
    return {
        {row_of("a ledger that another program has locked", "stopped",
                "another process is writing"),
         [lock](World& world) {
             fs::create_directories(world.path("state"));
             lock->emplace(ledger_of(world).string(), store::Access::read_write, store::Options{});
             (*lock)->exec("BEGIN EXCLUSIVE");
         },
         [lock](World&) { lock->reset(); }},
        {row_of("a ledger that is damaged", "stopped", "put a backup in its place"),
         [](World& world) {
             world.once();
             fs::copy_file(ledger_of(world), world.path("backup.db"));
             damage(ledger_of(world));
         },
         [](World& world) {
             fs::copy_file(world.path("backup.db"), ledger_of(world),
                           fs::copy_options::overwrite_existing);
         },
         {.posts = 40}},
        {row_of("a disk without room for the ledger", "waits", "cannot be read or written"),
         [](World& world) {
             const auto items = world.items();
             world.feed().set_items({});
             world.once();
             world.feed().set_items(items);
             world.limit_files(fs::file_size(ledger_of(world)) + 16 * 1024);
         },
         [](World& world) { world.limit_files(std::nullopt); },
         {.posts = 40}},
        {row_of("a ledger that is something else", "stopped", "not a database"),
         [](World& world) {
             fs::create_directories(world.path("state"));
             world.write("state/glossd.db", std::string(8192, 'x'));
         },
         [](World& world) { fs::remove(ledger_of(world)); }},
    };
}

Played feed_fault(const std::string& name,
                  const std::function<void(std::vector<bench::FeedItem>&)>& change,
                  const std::string& message) {
    return {row_of(name, "published once", message),
            [=](World& world) {
                world.once();
                auto items = world.items();
                change(items);
                world.feed().set_items(std::move(items));
            },
            {}};
}

std::vector<Played> feed_faults() {
    using Items = std::vector<bench::FeedItem>;
    return {
        feed_fault(
            "a feed that turns its order around",
            [](Items& items) { std::reverse(items.begin(), items.end()); }, ""),
        feed_fault(
            "a feed that is suddenly empty", [](Items& items) { items.clear(); }, ""),
        feed_fault(
            "a feed that changes the ids of all its items",
            [](Items& items) {
                for (auto& item : items) item.id += "-anew";
            },
            ""),
        feed_fault(
            "a feed that shows an item twice", [](Items& items) { items.push_back(items.front()); },
            ""),
    };
}

std::vector<Played> played() {
    std::vector<Played> all;
    for (auto&& rows : {service_faults(), ledger_faults(), feed_faults()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

// What has become of the posts, in the words of the table.
std::string state_of(World& world, int exit_code) {
    if (world.first_fault().empty()) return exit_code == 0 ? "published once" : "stopped";
    if (exit_code == 1) return "stopped";
    world.command({"queue", "list", "--state", "held", "--json"});
    return has(world.output(), "\"held\"") ? "held" : "waits";
}

constexpr const char* begin_mark = "<!-- faults: begin (made from the tests) -->\n";
constexpr const char* end_mark = "<!-- faults: end -->";

std::string content_of(const std::string& path) {
    std::ifstream stream(path);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::string whole_table() {
    std::vector<FaultRow> rows;
    for (const auto& fault : played()) rows.push_back(fault.row);
    const auto& others = faults_proven_elsewhere();
    rows.insert(rows.end(), others.begin(), others.end());
    return fault_table(rows);
}

TEST_CASE("each fault comes to what the table says") {
    for (const auto& fault : played()) {
        CAPTURE(fault.row.fault);
        auto options = fault.options;
        if (options.posts == WorldOptions{}.posts) options.posts = 3;
        World world(options);
        fault.strike(world);
        const int exit_code = world.command({"--log-level", "debug", "once", "--json", "--wait",
                                             fault.row.state == "waits" ? "1s" : "30s"});
        auto said = world.output();
        CAPTURE(said);
        CHECK(state_of(world, exit_code) == fault.row.state);
        world.command({"queue", "list"});
        said += world.output();
        world.command({"status"});
        said += world.output();
        CHECK(has(said, fault.row.message));
        if (!fault.heal) continue;
        fault.heal(world);
        const int healed = world.command({"once", "--json"});
        CHECK_MESSAGE(healed == 0, world.output());
        CHECK(world.first_fault() == "");
    }
}

TEST_CASE("every fault that is proven elsewhere has that proof") {
    for (const auto& row : faults_proven_elsewhere()) {
        CAPTURE(row.proof);
        CHECK(has_proof(row));
    }
}

TEST_CASE("docs/reliability.md shows the fault table") {
    const auto path = places::sources() + "/docs/reliability.md";
    const auto page = content_of(path);
    const auto begin = page.find(begin_mark);
    const auto end = page.find(end_mark);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const auto wanted = page.substr(0, begin) + begin_mark + whole_table() + page.substr(end);
    if (std::getenv("UPDATE_DOCS") != nullptr) std::ofstream(path) << wanted;
    fmt::print("{}", whole_table());
    CHECK_MESSAGE(content_of(path) == wanted,
                  "regenerate it: UPDATE_DOCS=1 build-dev/tests/test_e2e -tc=\"docs*\"");
}

}  // namespace
}  // namespace glossd::e2e
