#include "ledger.hpp"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace glossd::store;
using glossd::model::Result;

namespace {

constexpr int whole_groups = 3;
constexpr int group_of = 50;

// Commits whole groups of fifty, then writes half a group and never comes back. `ready` gets a
// byte when the database is in the middle of that last group.
[[noreturn]] void write_until_killed(const std::string& path, int ready) {
    Loop loop;
    auto database = std::move(*Database::open(path, loop.deliver()));
    for (int group = 0; group <= whole_groups; ++group) {
        int answered = 0;
        Gate gate(*database);
        for (int i = 0; i < group_of; ++i) {
            const auto name = std::to_string(group) + "/" + std::to_string(i);
            database->submit(
                [=](Tables& tables) {
                    tables.meta.put(name, "1");
                    if (group < whole_groups || i < group_of / 2) return;
                    const bool told = ::write(ready, "x", 1) == 1;
                    while (told) ::pause();
                },
                [&](const Result<void>&) { ++answered; });
        }
        gate.open();
        loop.run_until([&] { return answered == group_of; });
    }
    ::_exit(1);
}

}  // namespace

TEST_CASE("a process killed in the middle of a group leaves whole groups only") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const auto child = ::fork();
    if (child == 0) write_until_killed(path, pipe[1]);
    ::close(pipe[1]);
    char byte = 0;
    REQUIRE(::read(pipe[0], &byte, 1) == 1);
    ::kill(child, SIGKILL);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    ::close(pipe[0]);

    Loop loop;
    auto database = Database::open(path, loop.deliver());
    REQUIRE(database.has_value());
    bool checked = false;
    (*database)->submit(
        [](Tables& tables) {
            std::vector<int> rows(whole_groups + 1);
            for (int group = 0; group <= whole_groups; ++group) {
                for (int i = 0; i < group_of; ++i) {
                    const auto name = std::to_string(group) + "/" + std::to_string(i);
                    rows[static_cast<std::size_t>(group)] += tables.meta.get(name) ? 1 : 0;
                }
            }
            return rows;
        },
        [&](const Result<std::vector<int>>& rows) {
            CHECK(*rows == std::vector<int>{group_of, group_of, group_of, 0});
            checked = true;
        });
    loop.run_until([&] { return checked; });
}
