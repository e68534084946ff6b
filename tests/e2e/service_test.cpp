// What a service manager hears from `glossd run`, over a stub of its socket.
#include "e2e/has.hpp"
#include "e2e/notify_socket.hpp"
#include "e2e/world.hpp"
#include "store/connection.hpp"

#include <csignal>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::e2e::has;
using glossd::e2e::NotifySocket;
using glossd::e2e::World;
using glossd::model::Duration;

namespace {

// Silence of this length would have the service manager kill the daemon.
constexpr std::chrono::milliseconds watchdog{900};

std::vector<std::pair<std::string, std::string>> watched_by(const NotifySocket& manager) {
    const auto microseconds = std::chrono::microseconds(watchdog).count();
    return {{"NOTIFY_SOCKET", manager.path()}, {"WATCHDOG_USEC", std::to_string(microseconds)}};
}

// Another process holds the ledger's write lock: every commit of the daemon has to wait.
class HungStore {
  public:
    explicit HungStore(const World& world)
        : connection_(world.path("state/glossd.db"), glossd::store::Access::read_write,
                      {.busy_timeout = 10s}) {
        connection_.exec("BEGIN IMMEDIATE");
    }
    void let_go() { connection_.exec("ROLLBACK"); }

  private:
    glossd::store::Connection connection_;
};

}  // namespace

TEST_CASE("the service manager hears of the start, of work, of a reload and of the end") {
    World world({.posts = 3});
    NotifySocket manager(world.path("notify"));
    auto daemon = world.run(watched_by(manager));
    const auto ready = manager.wait_for("READY=1");
    REQUIRE_MESSAGE(ready, daemon.output());
    CHECK(has(ready, "STATUS=1 source to 3 targets: 0 published, 0 held since the start"));
    CHECK(manager.wait_for("WATCHDOG=1"));
    CHECK(manager.wait_for("STATUS=1 source to 3 targets: 9 published, 0 held since the start"));

    daemon.signal(SIGHUP);
    const auto reloading = manager.wait_for("RELOADING=1");
    CHECK(has(reloading, "\nMONOTONIC_USEC="));
    const auto again = manager.wait_for("READY=1");
    CHECK(has(again, "9 published"));  // counted from the start, not from the reload
    CHECK(manager.wait_for("WATCHDOG=1"));

    daemon.signal(SIGTERM);
    CHECK(manager.wait_for("STOPPING=1"));
    const auto end = daemon.wait(30s);
    REQUIRE(end);
    CHECK(end->exit_code == 0);
}

TEST_CASE("the watchdog is not fed while the store hangs, and again when it answers") {
    World world({.posts = 1});
    NotifySocket manager(world.path("notify"));
    auto daemon = world.run(watched_by(manager));
    REQUIRE_MESSAGE(manager.wait_for("READY=1"), daemon.output());
    for (int i = 0; i < 3; ++i) REQUIRE(manager.wait_for("WATCHDOG=1"));

    HungStore hung(world);
    manager.forget();
    // One that was committed before may still be on its way.
    int late = 0;
    while (late < 5 && manager.wait_for("WATCHDOG=1", 2 * watchdog)) ++late;
    CHECK(late <= 1);
    CHECK_FALSE(daemon.wait(0ms));  // it lives, and says nothing

    hung.let_go();
    CHECK(manager.wait_for("WATCHDOG=1"));
}

TEST_CASE("without a service manager the daemon runs all the same") {
    World world({.posts = 1});
    auto daemon = world.run();
    CHECK_MESSAGE(world.wait_published(daemon, 3), daemon.output());
    daemon.signal(SIGTERM);
    const auto end = daemon.wait(30s);
    REQUIRE(end);
    CHECK(end->exit_code == 0);
}
