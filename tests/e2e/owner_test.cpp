// Commands that root runs on the state of a service that is somebody else.
#include "e2e/notify_socket.hpp"
#include "e2e/world.hpp"

#include <csignal>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace std::chrono_literals;
using glossd::e2e::NotifySocket;
using glossd::e2e::World;

namespace {

constexpr uid_t service = 61'234;

// Names of what in the state directory is not the service's.
std::vector<std::string> strangers(const World& world) {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(world.path("state"))) {
        struct stat facts {};
        const bool known = ::lstat(file.path().c_str(), &facts) == 0;
        if (!known || facts.st_uid != service || facts.st_gid != service) {
            names.push_back(file.path().filename());
        }
    }
    return names;
}

std::size_t files(const World& world) {
    const std::filesystem::directory_iterator all(world.path("state"));
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE("no command that root runs leaves a file of root in the service's state" *
          doctest::skip(::geteuid() != 0)) {
    World world({.posts = 2});
    std::filesystem::create_directory(world.path("state"));
    REQUIRE(::chown(world.path("state").c_str(), service, service) == 0);

    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(files(world) >= 2);
    CHECK(strangers(world).empty());
    REQUIRE(world.command({"queue", "list", "--state", "published"}) == 0);
    CHECK(strangers(world).empty());
    CHECK(world.command({"queue", "retry", "999"}) == 1);
    CHECK(strangers(world).empty());

    SUBCASE("while the daemon runs, its socket, log and shared memory are the service's too") {
        NotifySocket manager(world.path("notify"));
        auto daemon = world.run({{"NOTIFY_SOCKET", manager.path()}});
        REQUIRE_MESSAGE(manager.wait_for("READY=1"), daemon.output());
        CHECK(world.command({"queue", "list"}) == 0);
        CHECK(world.command({"queue", "drop", "999"}) == 1);
        CHECK(files(world) >= 5);
        CHECK(strangers(world).empty());
        CHECK(world.once() == 0);  // the daemon's pass
        CHECK(strangers(world).empty());
        daemon.signal(SIGTERM);
        CHECK(daemon.wait(30s));
    }

    SUBCASE("and what an accident left to root is given back") {
        for (const auto& file : std::filesystem::directory_iterator(world.path("state"))) {
            REQUIRE(::lchown(file.path().c_str(), 0, 0) == 0);
        }
        REQUIRE(world.once() == 0);
        CHECK(strangers(world).empty());
    }
}
