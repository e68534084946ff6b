// A distinct word in every secret of the configuration, in every way to give one; then nothing that
// glossd writes may hold any of them.
#include "config/keys.hpp"
#include "e2e/has.hpp"
#include "e2e/secrets_world.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

using namespace std::chrono_literals;
using glossd::e2e::has;
using glossd::e2e::SecretsWorld;

namespace {

std::vector<std::string> secret_keys() {
    using namespace glossd;
    std::vector<std::string> all;
    for (const auto& section : config::sections()) {
        if (section.later) continue;
        auto types = config::available_types(section);
        if (types.empty()) types = {""};
        for (const auto& type : types) {
            for (const auto& key : section.keys) {
                if (key.field.is_secret && !key.later && key.applies_to(type))
                    all.push_back(fmt::format("[{}] {} {}", section.name, type, key.name));
            }
        }
    }
    return all;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

std::string proc_file(pid_t pid, const std::string& name) {
    std::ifstream stream(fmt::format("/proc/{}/{}", pid, name), std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

// The commands that look, beside the daemon or after it.
void look_around(SecretsWorld& world) {
    const std::vector<std::vector<std::string>> commands{{"status"},
                                                         {"status", "--json"},
                                                         {"performance"},
                                                         {"performance", "--json"},
                                                         {"queue"},
                                                         {"queue", "--json"},
                                                         {"cache"},
                                                         {"cache", "--json"},
                                                         {"explain", "1"},
                                                         {"explain", "1", "--json"},
                                                         {"preview", "A text for all."}};
    for (const auto& command : commands) world.run(command);
    for (int id = 1; id <= 4; ++id) world.run({"queue", "show", std::to_string(id), "--json"});
}

}  // namespace

TEST_CASE("every secret of the key table is planted") {
    const SecretsWorld world(0);
    const auto planted = world.planted();
    for (const auto& key : secret_keys()) {
        CAPTURE(key);
        CHECK(std::find(planted.begin(), planted.end(), key) != planted.end());
    }
}

TEST_CASE("no way to give a secret shows it in a check") {
    for (int first = 0; first < SecretsWorld::ways; ++first) {
        SecretsWorld world(first);
        REQUIRE_MESSAGE(world.run({"check"}) == 0, world.kept("check"));
        CHECK(world.run({"check", "--print"}) == 0);
        CHECK(has(world.kept("check --print"), "api_token"));
        CHECK_MESSAGE(world.leaks().empty(), joined(world.leaks()));
    }
}

TEST_CASE("services that quote the secrets they refuse put them nowhere") {
    SecretsWorld world(0);
    world.add_post();
    world.run({"check", "--online"});
    // The last of them parks what it refuses.
    for (const int status : {500, 400, 401}) {
        world.answer(status);
        world.add_post();
        world.run({"once", "--json", "--wait", "0s"});
    }
    CHECK(world.requests() > 20);
    CHECK(has(world.kept("check --online"), "***"));
    look_around(world);
    CHECK_MESSAGE(world.leaks().empty(), joined(world.leaks()));
}

TEST_CASE("a daemon in trouble tells no secret to its log, its metrics or its neighbours") {
    SecretsWorld world(3);
    world.answer(401);
    world.add_post();
    auto daemon = world.begin({"run"});
    const auto refused = daemon.wait_for("alert raised", 0, 60s);
    REQUIRE_MESSAGE(refused, daemon.output());
    world.keep("cmdline", proc_file(daemon.pid(), "cmdline"));
    look_around(world);
    const auto bearer = "Bearer " + world.api_token();
    for (const auto* path : {"/metrics", "/api/v1/status", "/api/v1/performance", "/api/v1/cache",
                             "/api/v1/posts", "/api/v1/deliveries", "/nothing"}) {
        const auto answer = world.get(path, bearer);
        CHECK_FALSE(answer.empty());
        world.keep(path, answer);
        world.keep(path, world.get(path, "Bearer wrong"));
    }
    CHECK(has(world.kept("/metrics"), "glossd_"));
    world.answer(500);
    world.add_post();
    const auto before = world.requests();
    daemon.signal(SIGHUP);
    const auto late = std::chrono::steady_clock::now() + 60s;
    while (world.requests() < before + 5 && std::chrono::steady_clock::now() < late) {
        if (daemon.wait(20ms)) break;
    }
    CHECK(world.requests() >= before + 5);
    daemon.signal(SIGTERM);
    const auto end = daemon.wait(60s);
    REQUIRE(end);
    CHECK(end->exit_code == 0);
    world.keep("run", daemon.output());
    CHECK_MESSAGE(world.leaks().empty(), joined(world.leaks()));
}

TEST_CASE("what is kept is for its owner alone, whatever umask glossd was started with") {
    SecretsWorld world(1);
    world.answer(401);
    world.add_post();
    const auto before = ::umask(0);
    auto daemon = world.begin({"run"});
    ::umask(before);
    namespace fs = std::filesystem;
    const auto late = std::chrono::steady_clock::now() + 60s;
    const auto socket = world.directory() + "state/glossd.sock";
    while ((!fs::exists(socket) || world.requests() == 0) &&
           std::chrono::steady_clock::now() < late) {
        if (daemon.wait(20ms)) break;
    }
    REQUIRE_MESSAGE(fs::exists(socket), daemon.output());
    std::vector<std::string> open;
    int seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(world.directory() + "state")) {
        ++seen;
        const auto others = fs::perms::group_all | fs::perms::others_all;
        if ((entry.symlink_status().permissions() & others) != fs::perms::none)
            open.push_back(entry.path().string());
    }
    CHECK(seen >= 4);  // ledger, -wal, -shm, socket
    CHECK_MESSAGE(open.empty(), joined(open));
    daemon.signal(SIGTERM);
    CHECK(daemon.wait(60s));
}
