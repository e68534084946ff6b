#include "store/backup.hpp"

#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/meta.hpp"
#include "store/migrations.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace glossd::store {

using model::ErrorKind;

namespace {

constexpr int pages_a_step = 256;  // 1 MiB

[[noreturn]] void fail_system(const std::string& path, const std::string& what) {
    throw Failure(ErrorKind::io, path + ": " + what + ": " + std::strerror(errno));
}

// A file beside the one that is wanted, with its mode; gone again unless it was kept.
class Draft {
  public:
    explicit Draft(const std::string& wanted) : path_(wanted + ".partial-XXXXXX") {
        const int made = ::mkostemp(path_.data(), O_CLOEXEC);  // mode 0600
        if (made < 0) fail_system(wanted, "cannot write a file there");
        ::close(made);
    }
    ~Draft() {
        if (!kept_) ::unlink(path_.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const std::string& path() const { return path_; }

    void keep_as(const std::string& wanted, bool overwrite) {
        sync(path_, O_RDONLY);
        const unsigned flags = overwrite ? 0 : RENAME_NOREPLACE;
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, wanted.c_str(), flags) != 0) {
            if (errno == EEXIST) throw Failure(exists(wanted));
            fail_system(wanted, "cannot give the copy its name");
        }
        kept_ = true;
        const auto folder = std::filesystem::path(wanted).parent_path().string();
        sync(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    }

    static model::Error exists(const std::string& wanted) {
        return {ErrorKind::refused, wanted + " exists already; --overwrite replaces it"};
    }

  private:
    static void sync(const std::string& path, int flags) {
        const int opened = ::open(path.c_str(), flags | O_CLOEXEC);
        const bool done = opened >= 0 && ::fsync(opened) == 0;
        if (opened >= 0) ::close(opened);
        if (!done) fail_system(path, "cannot be written to the disk");
    }

    std::string path_;
    bool kept_ = false;
};

// Once the snapshot is held nobody's commit makes the copy begin anew.
void copy(Connection& from, SQLite::Database& to, const BackupOptions& options) {
    from.exec("BEGIN");
    from.get_integer("SELECT count(*) FROM sqlite_schema");
    const auto page_size = from.get_integer("PRAGMA page_size");
    SQLite::Backup backup(to, from.native());
    for (bool more = true; more;) {
        const int state = backup.executeStep(pages_a_step);
        if (state == SQLITE_BUSY || state == SQLITE_LOCKED)
            throw Failure(describe(state, 0, from.path(), ""));
        more = state != SQLITE_DONE;
        const std::int64_t total = backup.getTotalPageCount();
        if (options.progress) {
            options.progress((total - backup.getRemainingPageCount()) * page_size,
                             total * page_size);
        }
    }
}

// So that the first start on it knows that the accounts may know more.
void mark_as_copy(SQLite::Database& made) {
    const auto now = model::wall_now().time_since_epoch().count();
    made.exec("INSERT OR REPLACE INTO meta VALUES ('" + std::string(Meta::copied) + "', '" +
              std::to_string(now) + "')");
}

void read_through(SQLite::Database& made, const std::string& ledger) {
    const auto verdict = made.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict != "ok") {
        throw Failure(describe(SQLITE_CORRUPT, 0, ledger, verdict), SQLITE_CORRUPT);
    }
}

std::optional<model::Error> objection(const std::string& ledger, const std::string& to,
                                      bool overwrite) {
    std::error_code trouble;
    if (!std::filesystem::exists(ledger, trouble)) {
        return model::Error{ErrorKind::not_found, ledger +
                                                      ": there is no database yet; `glossd run` "
                                                      "or `glossd once` makes it"};
    }
    if (std::filesystem::equivalent(ledger, to, trouble)) {
        return model::Error{ErrorKind::refused, to + " is the ledger itself"};
    }
    if (!overwrite && std::filesystem::exists(to, trouble)) return Draft::exists(to);
    return std::nullopt;
}

BackedUp make(const std::string& ledger, const std::string& to, const BackupOptions& options) {
    Connection from(ledger, Access::read_only, {});
    if (!is_older(from)) check_schema(from);
    Draft draft(to);
    try {
        SQLite::Database made(draft.path(), SQLite::OPEN_READWRITE);
        made.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");  // nobody reads it yet
        copy(from, made, options);
        mark_as_copy(made);
        // Without a write-ahead log it is one file, which any tool can read as it is.
        made.exec("PRAGMA journal_mode = DELETE");
        read_through(made, ledger);
    } catch (const SQLite::Exception& error) {
        const bool full = error.getErrorCode() == SQLITE_FULL;
        throw Failure(describe(error.getErrorCode(), full ? ENOSPC : 0, to, error.what()));
    }
    draft.keep_as(to, options.overwrite);
    return {static_cast<std::int64_t>(std::filesystem::file_size(to)),
            static_cast<int>(from.get_integer("PRAGMA user_version"))};
}

}  // namespace

model::Result<BackedUp> back_up(const std::string& ledger, const std::string& to,
                                const BackupOptions& options) {
    if (auto error = objection(ledger, to, options.overwrite)) return tl::make_unexpected(*error);
    try {
        return make(ledger, to, options);
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    } catch (const SQLite::Exception& error) {
        return tl::make_unexpected(describe(error.getErrorCode(), 0, to, error.what()));
    }
}

}  // namespace glossd::store
