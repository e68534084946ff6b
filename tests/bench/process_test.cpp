#include "bench/process.hpp"

#include <doctest/doctest.h>

namespace glossd {

using namespace std::chrono_literals;
using bench::Process;

TEST_CASE("a program's output and exit code are told") {
    auto shell =
        Process::start({"/bin/sh", {"-c", "echo $WORD; echo bad >&2; exit 3"}, {{"WORD", "good"}}})
            .value();
    const auto end = shell.wait(10s);
    REQUIRE(end.has_value());
    CHECK(end->exit_code == 3);
    CHECK(end->signal == 0);
    CHECK(shell.output() == "good\nbad\n");
    CHECK(shell.wait(0s) == end);
}

TEST_CASE("a program that runs on is killed and measured") {
    auto shell = Process::start({"/bin/sh", {"-c", "echo up; while :; do :; done"}, {}}).value();
    CHECK_FALSE(shell.wait(100ms).has_value());
    CHECK(shell.output() == "up\n");
    CHECK(shell.peak_memory() > 100);
    shell.signal(SIGKILL);
    const auto end = shell.wait(10s);
    REQUIRE(end.has_value());
    CHECK(end->signal == SIGKILL);
    CHECK(end->exit_code == -1);
    CHECK(end->user + end->system > 0ms);
    CHECK(end->peak_memory > 100);
}

TEST_CASE("a program that is let go does not outlive its owner") {
    pid_t pid = 0;
    {
        const auto sleeper = Process::start({"/bin/sleep", {"600"}, {}}).value();
        pid = sleeper.pid();
        CHECK(::kill(pid, 0) == 0);
    }
    CHECK(::kill(pid, 0) != 0);
}

TEST_CASE("a program that is not there is an error") {
    const auto process = Process::start({"/nowhere/to/be/found", {}, {}});
    REQUIRE_FALSE(process.has_value());
    CHECK(process.error().message ==
          "cannot start /nowhere/to/be/found: No such file or directory");
}

}  // namespace glossd
