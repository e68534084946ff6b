#include "store/connection.hpp"

#include "runtime/state_owner.hpp"
#include "store/failure.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::store {

using model::ErrorKind;

namespace {

[[noreturn]] void fail_errno(const std::string& path, const std::string& what) {
    throw Failure(ErrorKind::io, path + ": " + what + ": " + std::strerror(errno));
}

// An existing file is never opened here: closing any descriptor of a database drops the POSIX
// locks that SQLite holds on it elsewhere in this process.
void make_private_file(const std::string& path) {
    const int created = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (created >= 0) {
        ::close(created);
        runtime::hand_over(path);
        return;
    }
    if (errno != EEXIST) fail_errno(path, "cannot create the database");
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        const std::string file = path + suffix;
        runtime::hand_over(file);
        struct stat facts {};
        if (::stat(file.c_str(), &facts) != 0) continue;
        if ((facts.st_mode & 077) == 0 || !S_ISREG(facts.st_mode)) continue;
        if (::chmod(file.c_str(), facts.st_mode & 0700) != 0) {
            fail_errno(file, "others may read it and its mode cannot be changed");
        }
    }
}

}  // namespace

Connection::Connection(std::string path, Access access, const Options& options)
    : path_(std::move(path)) {
    if (access == Access::read_write) make_private_file(path_);
    try {
        open(access, options);
    } catch (const SQLite::Exception& error) {
        fail(error);
    }
}

Connection::~Connection() = default;

void Connection::open(Access access, const Options& options) {
    // Its memory statistics, which nobody reads, cost two mutex calls an allocation.
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(once);
    const int mode = access == Access::read_write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
    native_ = std::make_unique<SQLite::Database>(path_, mode | SQLite::OPEN_NOMUTEX,
                                                 static_cast<int>(options.busy_timeout.count()));
    // 1 MiB of pages: the whole program is meant to live in 32 MiB. temp_store stays on files: a
    // large work's undo log in memory is walked from its start after every statement.
    native_->exec(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -1024;"
        "PRAGMA foreign_keys = ON");
    if (access == Access::read_write) configure_writer(options);
}

void Connection::configure_writer(const Options& options) {
    // SQLite quietly falls back to reading when the file may not be written.
    if (sqlite3_db_readonly(native_->getHandle(), "main") == 1) {
        throw Failure(describe(SQLITE_READONLY, 0, path_, ""));
    }
    if (get_text("PRAGMA journal_mode = WAL") != "wal") {
        throw Failure(ErrorKind::io, path_ +
                                         ": this file system cannot hold the database (no "
                                         "write-ahead log); use a local disk");
    }
    native_->exec(
        "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;"
        "PRAGMA journal_size_limit = 8388608");
    if (options.max_pages > 0) {
        native_->exec("PRAGMA max_page_count = " + std::to_string(options.max_pages));
    }
}

void Connection::exec(const std::string& sql) {
    try {
        native_->exec(sql);
    } catch (const SQLite::Exception& error) {
        fail(error);
    }
}

std::int64_t Connection::get_integer(const std::string& sql) {
    try {
        return native_->execAndGet(sql).getInt64();
    } catch (const SQLite::Exception& error) {
        fail(error);
    }
}

std::string Connection::get_text(const std::string& sql) {
    try {
        return native_->execAndGet(sql).getString();
    } catch (const SQLite::Exception& error) {
        fail(error);
    }
}

std::int64_t Connection::last_insert_id() const {
    return native_->getLastInsertRowid();
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(native_->getHandle()) == 0;
}

void Connection::interrupt() {
    sqlite3_interrupt(native_->getHandle());
}

void Connection::fail(const SQLite::Exception& cause) const {
    const int system_errno = native_ ? sqlite3_system_errno(native_->getHandle()) : 0;
    const int code =
        cause.getExtendedErrorCode() > 0 ? cause.getExtendedErrorCode() : cause.getErrorCode();
    throw Failure(describe(code, system_errno, path_, cause.what()), code);
}

}  // namespace glossd::store
