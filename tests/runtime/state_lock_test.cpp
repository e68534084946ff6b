#include "runtime/state_lock.hpp"

#include <filesystem>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using glossd::model::ErrorKind;
using glossd::runtime::StateLock;

namespace {

struct TemporaryDirectory {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("glossd-lock-" + std::to_string(::getpid()));
    TemporaryDirectory() { std::filesystem::remove_all(path); }
    ~TemporaryDirectory() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("the second owner of a state directory is refused and told the first") {
    const TemporaryDirectory directory;
    const auto state = (directory.path / "state").string();
    const auto first = StateLock::take(state);
    REQUIRE(first);
    const auto second = StateLock::take(state);
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == ErrorKind::locked);
    CHECK(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("a lock that went out of scope is free again") {
    const TemporaryDirectory directory;
    { REQUIRE(StateLock::take(directory.path.string())); }
    CHECK(StateLock::take(directory.path.string()));
}

TEST_CASE("the state directory is made for its owner alone") {
    const TemporaryDirectory directory;
    REQUIRE(StateLock::take(directory.path.string()));
    struct stat info {};
    REQUIRE(::stat(directory.path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("a directory that cannot be made is an error that says what to set") {
    const auto lock = StateLock::take("/proc/no-such/state");
    REQUIRE_FALSE(lock);
    CHECK(lock.error().kind == ErrorKind::io);
    CHECK(lock.error().message.find("[glossd] state") != std::string::npos);
}
