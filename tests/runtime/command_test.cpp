#include "runtime/command.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace std::chrono_literals;
using glossd::model::ErrorKind;
using glossd::runtime::run_command;

namespace {

class Scratch {
  public:
    Scratch() {
        auto name = (std::filesystem::temp_directory_path() / "glossd-command-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Scratch() { std::filesystem::remove_all(path_); }

    std::string file(const std::string& name) const { return path_ + "/" + name; }
    std::string content(const std::string& name) const {
        std::ifstream stream(file(name));
        std::stringstream text;
        text << stream.rdbuf();
        return text.str();
    }

  private:
    std::string path_;
};

bool never() {
    return false;
}

}  // namespace

TEST_CASE("a command reads its input, however long, and may leave it unread") {
    const Scratch scratch;
    const std::string input(1'000'000, 'x');
    REQUIRE(run_command("cat > " + scratch.file("out"), input, 60s, never));
    CHECK(scratch.content("out") == input);
    CHECK(run_command("true", input, 60s, never));
}

TEST_CASE("a command's failure says its status or signal") {
    CHECK(run_command("exit 3", "", 60s, never).error().message == "it ended with status 3");
    CHECK(run_command("kill -9 $$", "", 60s, never).error().message == "it was killed by signal 9");
}

TEST_CASE("a command that takes too long is killed with all it started") {
    const Scratch scratch;
    const auto ended =
        run_command("(sleep 600; touch " + scratch.file("late") + ") & wait", "", 1ms, never);
    REQUIRE_FALSE(ended);
    CHECK(ended.error().kind == ErrorKind::timeout);
}

TEST_CASE("a command is killed when its result is not wanted any more") {
    const auto ended = run_command("sleep 600", "", 600s, [] { return true; });
    REQUIRE_FALSE(ended);
    CHECK(ended.error().kind == ErrorKind::timeout);
}

TEST_CASE("a command does not see what our environment holds") {
    const Scratch scratch;
    ::setenv("GLOSSD_TEST_SECRET", "s3cret", 1);
    REQUIRE(run_command("env > " + scratch.file("out"), "", 60s, never));
    CHECK(scratch.content("out").find("s3cret") == std::string::npos);
    CHECK(scratch.content("out").find("PATH=") != std::string::npos);
    ::unsetenv("GLOSSD_TEST_SECRET");
}
