#include "net/file_exchange.hpp"

#include "net/client_fixture.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace glossd;
using namespace glossd::test;
using model::ErrorKind;
using model::FileReadRequest;
using model::FileReply;
using model::FileWriteRequest;
using net::perform_file;

namespace {

class Folder {
  public:
    Folder() { REQUIRE(::mkdtemp(path_.data()) != nullptr); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    std::ptrdiff_t files() const {
        return std::distance(std::filesystem::directory_iterator(path_), {});
    }

  private:
    std::string path_ = "/tmp/glossd-test-files-XXXXXX";
};

std::string content(const std::string& path) {
    const auto reply = perform_file(FileReadRequest{path});
    const auto* good = std::get_if<FileReply>(&reply);
    return good == nullptr ? "failure: " + message_of(reply) : good->content;
}

}  // namespace

TEST_CASE("what is written can be read, and replaces what was there") {
    const Folder folder;
    for (const auto& text :
         {std::string("first\0line", 10), std::string(200'000, 'x'), std::string()}) {
        CHECK(
            std::holds_alternative<FileReply>(perform_file(FileWriteRequest{folder / "f", text})));
        CHECK(content(folder / "f") == text);
    }
    CHECK(folder.files() == 1);
}

TEST_CASE("a written file can be read by everybody, whatever the umask") {
    const Folder folder;
    const auto before = ::umask(077);
    perform_file(FileWriteRequest{folder / "f", "x"});
    ::umask(before);
    struct stat info {};
    REQUIRE(::stat((folder / "f").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0644);
}

TEST_CASE("a missing file or folder is named") {
    const Folder folder;
    const auto read = perform_file(FileReadRequest{folder / "none"});
    CHECK(kind_of(read) == ErrorKind::not_found);
    CHECK(mentions(read, folder / "none"));
    const auto write = perform_file(FileWriteRequest{folder / "no/f", "x"});
    CHECK(kind_of(write) == ErrorKind::not_found);
    CHECK(mentions(write, "the folder " + (folder / "no") + " does not exist"));
    CHECK_FALSE(maybe_received(write));
}

TEST_CASE("folders, FIFOs and devices are neither read nor replaced") {
    const Folder folder;
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    REQUIRE(::mkdir((folder / "dir").c_str(), 0700) == 0);
    for (const auto& path : {folder / "fifo", folder / "dir", std::string("/dev/zero")}) {
        CAPTURE(path);
        CHECK(kind_of(perform_file(FileReadRequest{path})) == ErrorKind::refused);
        CHECK(kind_of(perform_file(FileWriteRequest{path, "x"})) == ErrorKind::refused);
    }
    CHECK(folder.files() == 2);
}

TEST_CASE("a file over the limit is refused, also one that hides its size") {
    const Folder folder;
    perform_file(FileWriteRequest{folder / "f", std::string(1001, 'x')});
    CHECK(kind_of(perform_file(FileReadRequest{folder / "f", 1000})) == ErrorKind::refused);
    CHECK(content(folder / "f").size() == 1001);
    CHECK(kind_of(perform_file(FileReadRequest{"/proc/self/maps", 100})) == ErrorKind::refused);
}

TEST_CASE("a write that fails leaves the old file and nothing else") {
    const Folder folder;
    perform_file(FileWriteRequest{folder / "f", "old"});
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 1000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto reply = perform_file(FileWriteRequest{folder / "f", std::string(5000, 'x')});
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(kind_of(reply) == ErrorKind::io);
    CHECK_FALSE(maybe_received(reply));
    CHECK(content(folder / "f") == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("a place that cannot be written says why") {
    const auto reply = perform_file(FileWriteRequest{"/proc/glossd-test", "x"});
    CHECK(std::holds_alternative<model::ExchangeFailure>(reply));
    CHECK(mentions(reply, "/proc/glossd-test"));
}
