#include "runtime/state_owner.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using glossd::runtime::hand_over;

namespace {

constexpr uid_t service = 61'234;

// A directory that belongs to somebody else, made by root.
struct ServiceDirectory {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("glossd-owner-" + std::to_string(::getpid()));
    ServiceDirectory() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
        REQUIRE(::chown(path.c_str(), service, service) == 0);
    }
    ~ServiceDirectory() { std::filesystem::remove_all(path); }

    std::string file(const std::string& name) const {
        const auto whole = (path / name).string();
        std::ofstream(whole) << "x";
        return whole;
    }
};

uid_t owner_of(const std::string& path) {
    struct stat facts {};
    REQUIRE(::lstat(path.c_str(), &facts) == 0);
    return facts.st_uid;
}

}  // namespace

TEST_CASE("what root makes in a service's directory is the service's" *
          doctest::skip(::geteuid() != 0)) {
    const ServiceDirectory directory;
    const auto file = directory.file("glossd.db");
    hand_over(file);
    CHECK(owner_of(file) == service);
}

TEST_CASE("links are not followed, so that nobody is given another's file" *
          doctest::skip(::geteuid() != 0)) {
    const ServiceDirectory directory;
    const auto secret = directory.file("secret");
    const auto link = (directory.path / "glossd.db").string();
    std::filesystem::create_symlink(secret, link);
    hand_over(link);
    CHECK(owner_of(secret) == 0);
    CHECK(owner_of(link) == 0);
    std::filesystem::remove(link);
    std::filesystem::create_hard_link(secret, link);
    hand_over(link);
    CHECK(owner_of(secret) == 0);
}

TEST_CASE("a file that is not there is no matter") {
    hand_over("/no/such/file");
}
