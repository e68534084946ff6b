#include "runtime/private_file.hpp"

#include "runtime/scratch_directory.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace glossd;
using namespace glossd::runtime;

namespace {

struct stat facts_of(const std::string& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts;
}

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a private file is for its owner alone, and so are the directories made for it") {
    const auto scratch = ScratchDirectory::make();
    REQUIRE(scratch);
    const auto path = scratch->file("state/credentials/target.es.token");
    REQUIRE(write_private_file(path, "secret\n"));
    CHECK(read(path) == "secret\n");
    CHECK((facts_of(path).st_mode & 0777U) == 0600U);
    CHECK((facts_of(scratch->file("state/credentials")).st_mode & 0777U) == 0700U);
    CHECK((facts_of(scratch->file("state")).st_mode & 0777U) == 0700U);
}

TEST_CASE("one that replaces another is private too, and leaves nothing beside it") {
    const auto scratch = ScratchDirectory::make();
    REQUIRE(scratch);
    const auto path = scratch->file("token");
    std::ofstream(path) << "old";
    REQUIRE(::chmod(path.c_str(), 0644) == 0);
    REQUIRE(write_private_file(path, "new"));
    CHECK(read(path) == "new");
    CHECK((facts_of(path).st_mode & 0777U) == 0600U);
    int files = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(path).parent_path())) {
        ++files;
    }
    CHECK(files == 1);
}

TEST_CASE("what root writes belongs to whom it belonged, else to the directory's owner") {
    if (::geteuid() != 0) return;
    const auto scratch = ScratchDirectory::make();
    REQUIRE(scratch);
    const auto folder = scratch->file("state");
    REQUIRE(::mkdir(folder.c_str(), 0700) == 0);
    REQUIRE(::chown(folder.c_str(), 4321, 4322) == 0);
    const auto path = folder + "/credentials/token";
    REQUIRE(write_private_file(path, "one"));
    CHECK(facts_of(folder + "/credentials").st_uid == 4321);
    CHECK(facts_of(path).st_uid == 4321);
    CHECK(facts_of(path).st_gid == 4322);
    REQUIRE(::chown(path.c_str(), 77, 78) == 0);
    REQUIRE(write_private_file(path, "two"));
    CHECK(facts_of(path).st_uid == 77);
}

TEST_CASE("where nothing can be written the error names the path") {
    const auto scratch = ScratchDirectory::make();
    REQUIRE(scratch);
    std::ofstream(scratch->file("file")) << "";
    const auto below_a_file = write_private_file(scratch->file("file/token"), "x");
    REQUIRE_FALSE(below_a_file);
    CHECK(below_a_file.error().message.find(scratch->file("file/token")) != std::string::npos);
    std::filesystem::create_directory(scratch->file("folder"));
    CHECK_FALSE(write_private_file(scratch->file("folder"), "x"));
}
