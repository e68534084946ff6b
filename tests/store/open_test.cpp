#include "ledger.hpp"
#include "store/migrations.hpp"

#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace glossd::store;
using glossd::model::ErrorKind;

namespace {

const Deliver nowhere = [](const std::function<void()>&) {};

glossd::model::Error error_of_opening(const std::string& path) {
    const auto opened =
        Database::open(path, nowhere, {.busy_timeout = std::chrono::milliseconds(1)});
    REQUIRE_FALSE(opened.has_value());
    return opened.error();
}

bool says(const glossd::model::Error& error, const std::string& words) {
    return error.message.find(words) != std::string::npos;
}

void run_sql(const std::string& path, const std::string& sql) {
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

mode_t mode_of(const std::string& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 0777;
}

}  // namespace

TEST_CASE("a missing file is made private and with the newest schema") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    const auto opened = Database::open(path, nowhere);
    REQUIRE(opened.has_value());
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path + "-wal") == 0600);
    SQLite::Database reader(path);
    CHECK(reader.execAndGet("PRAGMA user_version").getInt() == schema_version());
    CHECK(reader.execAndGet("PRAGMA journal_mode").getString() == "wal");
    CHECK(reader.execAndGet("PRAGMA integrity_check").getString() == "ok");
}

TEST_CASE("a file that others may read is made private") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    std::ofstream{path};
    ::chmod(path.c_str(), 0644);
    REQUIRE(Database::open(path, nowhere).has_value());
    CHECK(mode_of(path) == 0600);
}

TEST_CASE("what was stored is there after opening again, and so is the instance id") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return tables.meta.instance_id(); });
    ledger([](Tables& tables) { tables.meta.put("a", "1"); });
    ledger.database().close();
    ledger.open();
    CHECK(ledger([](Tables& tables) { return tables.meta.instance_id(); }) == id);
    CHECK(ledger([](Tables& tables) { return tables.meta.get("a"); }) == "1");
    CHECK(id.size() == 32);
    Ledger other;
    CHECK(other([](Tables& tables) { return tables.meta.instance_id(); }) != id);
}

TEST_CASE("a newer schema is refused with both versions and what to do") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    REQUIRE(Database::open(path, nowhere).has_value());
    run_sql(path, "PRAGMA user_version = 77");
    const auto error = error_of_opening(path);
    CHECK(error.kind == ErrorKind::config);
    CHECK(says(error, "schema 77"));
    CHECK(says(error, "up to " + std::to_string(schema_version())));
    CHECK(says(error, "upgrade glossd"));
    CHECK(Reader::open(path).error() == error);
}

TEST_CASE("the database of another program is left alone") {
    const TempDir directory;
    const auto path = directory.file("other.db");
    run_sql(path, "CREATE TABLE bookmarks (url TEXT)");
    CHECK(error_of_opening(path).kind == ErrorKind::refused);
    CHECK(SQLite::Database(path).execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 1);
}

TEST_CASE("a database that another process is writing to is reported as locked") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    SQLite::Database other(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("BEGIN EXCLUSIVE");
    CHECK(error_of_opening(path).kind == ErrorKind::locked);
    other.exec("ROLLBACK");
    CHECK(Database::open(path, nowhere).has_value());
}

TEST_CASE("a file that is no database is reported as such and not overwritten") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    const std::string content(8192, 'x');
    std::ofstream(path) << content;
    const auto error = error_of_opening(path);
    CHECK(error.kind == ErrorKind::io);
    CHECK(says(error, "not a database"));
    std::ifstream file(path);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == content);
}

TEST_CASE("a damaged database is refused") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    REQUIRE(Database::open(path, nowhere).has_value());
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    SUBCASE("in its schema") {
        file.seekp(100);
    }
    SUBCASE("in a table") {
        file.seekp(4096);
    }
    file << std::string(3000, '\x55');
    file.close();
    const auto error = error_of_opening(path);
    CHECK(error.kind == ErrorKind::io);
    CHECK(says(error, "damaged"));
    CHECK(says(error, "backup"));
}

TEST_CASE("a directory that does not exist is reported with the path") {
    const auto error = error_of_opening("/nonexistent/glossd.db");
    CHECK(error.kind == ErrorKind::io);
    CHECK(says(error, "/nonexistent/glossd.db"));
    CHECK(says(error, "No such file or directory"));
}

TEST_CASE("a file that may not be written is reported as read-only") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    REQUIRE(Database::open(path, nowhere).has_value());
    ::chmod(path.c_str(), 0400);
    const auto child = ::fork();
    if (child == 0) {
        // Root may write anything, so the attempt is made by somebody else.
        if (::geteuid() == 0) {
            const bool handed_over = ::chown(path.c_str(), 65534, 65534) == 0 &&
                                     ::chown(directory.path().c_str(), 65534, 65534) == 0 &&
                                     ::setresuid(65534, 65534, 65534) == 0;
            if (!handed_over) ::_exit(3);
        }
        const auto opened = Database::open(path, nowhere);
        const bool told =
            !opened && opened.error().kind == ErrorKind::io && says(opened.error(), "read-only");
        ::_exit(told ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
