// SIGHUP: the configuration changes under a running daemon, and nothing is lost or doubled.
#include "e2e/notify_socket.hpp"
#include "e2e/world.hpp"

#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::e2e::NotifySocket;
using glossd::e2e::World;

namespace {

// A daemon and the socket on which it says what it does.
class Daemon {
  public:
    explicit Daemon(World& world)
        : manager_(world.path("notify")),
          process_(world.run({{"NOTIFY_SOCKET", manager_.path()}})) {
        REQUIRE_MESSAGE(manager_.wait_for("READY=1"), process_.output());
    }

    glossd::bench::Process& process() { return process_; }

    // Gives the status after it.
    std::string reload() {
        manager_.forget();
        process_.signal(SIGHUP);
        REQUIRE(manager_.wait_for("RELOADING=1"));
        const auto ready = manager_.wait_for("READY=1", 90s);
        REQUIRE_MESSAGE(ready, process_.output());
        return *ready;
    }

    bool says(const std::string& text) const {
        return process_.output().find(text) != std::string::npos;
    }

    int stop() {
        process_.signal(SIGTERM);
        const auto end = process_.wait(60s);
        return end ? end->exit_code : -1;
    }

  private:
    NotifySocket manager_;
    glossd::bench::Process process_;
};

std::string without_target(std::string config, const std::string& name) {
    const auto begin = config.find("[[target]]\nname = \"" + name + "\"");
    const auto end = config.find("[[target]]", begin + 1);
    config.erase(begin, end == std::string::npos ? end : end - begin);
    return config;
}

// The token of "de" is in a file, so that it can change under the daemon.
const std::string token_line = "token = { env = \"TOKEN_de\" }";

std::string with_token_file(std::string config) {
    return config.replace(config.find(token_line), token_line.size(),
                          "token = { file = \"de.token\" }");
}

void write_token(const World& world, const std::string& token) {
    world.write("de.token", token);
    std::filesystem::permissions(world.path("de.token"), std::filesystem::perms::owner_read |
                                                             std::filesystem::perms::owner_write);
}

}  // namespace

TEST_CASE("a reload asked for while the daemon opens its ledger is not lost and ends nothing") {
    World world({.posts = 3});
    NotifySocket manager(world.path("notify"));
    auto process = world.run({{"NOTIFY_SOCKET", manager.path()}});
    while (!std::filesystem::exists(world.path("state/glossd.db"))) {
        REQUIRE_MESSAGE(!process.wait(0ms), process.output());
    }
    process.signal(SIGHUP);
    CHECK_MESSAGE(manager.wait_for("RELOADING=1"), process.output());
    CHECK(world.wait_whole(process));
    process.signal(SIGTERM);
    const auto end = process.wait(60s);
    REQUIRE(end);
    CHECK(end->exit_code == 0);
}

TEST_CASE("reloads all through a run of 300 posts lose nothing and repeat nothing") {
    constexpr std::size_t posts = 300;
    World world({.posts = posts});
    world.mastodon().faults().set_latency(2ms, 30ms, {.method = "POST"});
    world.llm().faults().set_latency(5ms, 50ms);
    Daemon daemon(world);
    const auto all = posts * World::languages().size();
    int reloads = 0;
    for (auto published = world.published(); published < all; published = world.published()) {
        daemon.reload();
        ++reloads;
        REQUIRE(world.wait_published(daemon.process(), std::min(all, published + 24)));
    }
    CHECK(world.wait_whole(daemon.process()));  // the last thread to its end
    MESSAGE("reloads: ", reloads);
    CHECK(reloads >= 20);
    CHECK(daemon.stop() == 0);
    CHECK(world.first_fault() == "");
    CHECK(world.llm().paid_repeatedly().empty());
    CHECK(world.mastodon().counters().repeats_from_memory == 0);
    CHECK(world.mastodon().counters().rejected == 0);
    CHECK_FALSE(daemon.says("unknown"));
}

TEST_CASE("a reload does not ask the sources again before they are due") {
    World world({.posts = 3});
    Daemon daemon(world);
    REQUIRE(world.wait_published(daemon.process(), 9));
    for (int i = 0; i < 10; ++i) daemon.reload();
    CHECK(world.feed().counters().requests == 1);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("a configuration that is wrong is named with its place and changes nothing") {
    World world({.posts = 3});
    Daemon daemon(world);
    const auto good = world.config();
    world.write("glossd.toml", "[glossd]\nstaet = \"x\"\n" + good.substr(good.find('\n') + 1));
    const auto status = daemon.reload();
    CHECK(status.find("STATUS=the last reload failed (see the log); 1 source to 3 targets") !=
          std::string::npos);
    CHECK(daemon.says("glossd.toml:2:1: error: glossd.staet: unknown key"));
    CHECK(daemon.says("the configuration stays as it was"));
    CHECK_MESSAGE(world.wait_whole(daemon.process()), daemon.process().output());

    world.write("glossd.toml", good);
    CHECK(daemon.reload().find("STATUS=1 source to 3 targets") != std::string::npos);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("a refused credential that was mended is used after a reload") {
    World world({.posts = 5});
    world.write("glossd.toml", with_token_file(world.config()));
    write_token(world, "revoked");
    Daemon daemon(world);
    REQUIRE(world.wait_published(daemon.process(), 10));
    CHECK(world.mastodon().statuses("de").empty());
    const auto refused = world.mastodon().counters().unauthorized;
    CHECK(refused > 0);
    write_token(world, "token-de");
    daemon.reload();
    CHECK(world.wait_whole(daemon.process()));
    CHECK(world.mastodon().counters().unauthorized == refused);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("what waits for a target that was removed is held, and an added one gets new posts") {
    World world({.posts = 5});
    const auto all = with_token_file(world.config());
    world.write("glossd.toml", all);
    write_token(world, "revoked");
    Daemon daemon(world);
    REQUIRE(world.wait_published(daemon.process(), 10));

    world.write("glossd.toml", without_target(all, "de"));
    CHECK(daemon.reload().find("1 source to 2 targets") != std::string::npos);
    CHECK(daemon.says("5 deliveries are held: their target is not in"));
    REQUIRE(world.command({"queue", "list", "--state", "held", "--json"}) == 0);
    const auto& held = world.output();
    CHECK(std::count(held.begin(), held.end(), '\n') == 5);
    CHECK(held.find("its target \\\"de\\\" is not in the configuration any more") !=
          std::string::npos);

    write_token(world, "token-de");
    auto faster = all;
    faster.replace(faster.find("language = \"en\""), 0, "poll_interval = \"100ms\"\n");
    world.write("glossd.toml", faster);
    daemon.reload();
    const auto posts = glossd::bench::generate_posts(6, 99, glossd::model::wall_now());
    world.feed().add(posts.back());  // the sixth: those before it are there already
    CHECK(world.wait_published(daemon.process(), 13));
    CHECK(world.mastodon().statuses("de").size() >= 1);
    CHECK(daemon.stop() == 0);
}

TEST_CASE("what cannot change while it runs is named, and the rest takes effect") {
    World world({.posts = 2});
    Daemon daemon(world);
    auto moved = without_target(world.config(), "de");
    moved.replace(moved.find("state = \"state\""), 15, "state = \"elsewhere\"");
    world.write("glossd.toml", moved);
    CHECK(daemon.reload().find("1 source to 2 targets") != std::string::npos);
    CHECK(daemon.says("[glossd] state cannot change while glossd runs"));
    CHECK_FALSE(std::filesystem::exists(world.path("elsewhere")));
    CHECK(daemon.stop() == 0);
}
