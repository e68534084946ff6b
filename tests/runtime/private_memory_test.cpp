#include "runtime/private_memory.hpp"

#include <csignal>
#include <cstdlib>
#include <optional>

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

// How a child ends that aborts; nothing when it could not be started.
std::optional<int> end_of_abort() {
    const auto child = ::fork();
    if (child == 0) {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &all);
        glossd::runtime::keep_memory_private();
        std::signal(SIGABRT, SIG_DFL);
        ::abort();
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) return std::nullopt;
    return status;
}

int dumpable_after() {
    const auto child = ::fork();
    if (child == 0) {
        glossd::runtime::keep_memory_private();
        ::_exit(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a process with private memory dumps no core") {
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
    MESSAGE("skipped: perhaps under the address sanitizer");
#else
    CHECK(dumpable_after() == 0);
    const auto end = end_of_abort();
    REQUIRE(end);
    CHECK(WIFSIGNALED(*end));
    CHECK_FALSE(WCOREDUMP(*end));
#endif
}
