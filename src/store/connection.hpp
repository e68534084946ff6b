// Connection: one SQLite connection with our settings in force. One thread at a time; only
// interrupt() may come from another. Everything throws Failure.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <memory>
#include <string>

struct sqlite3;
namespace SQLite {
class Database;
class Exception;
}  // namespace SQLite

namespace glossd::store {

struct Options {
    model::Duration busy_timeout{1000};  // how long a write waits for another process
    std::int64_t max_pages = 0;          // of 4 KiB; 0: as large as the disk
};

enum class Access { read_write, read_only };

class Connection {
  public:
    // read_write makes a missing file (mode 0600) and takes group and others off an existing one.
    Connection(std::string path, Access access, const Options& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void exec(const std::string& sql);
    std::int64_t get_integer(const std::string& sql);
    std::string get_text(const std::string& sql);

    std::int64_t last_insert_id() const;
    // False after SQLite itself rolled back (disk full, I/O error, interrupt).
    bool in_transaction() const;
    // Makes the running statement fail with ErrorKind::cancelled. Any thread.
    void interrupt();

    const std::string& path() const { return path_; }
    SQLite::Database& native() { return *native_; }
    [[noreturn]] void fail(const SQLite::Exception& cause) const;

  private:
    void open(Access access, const Options& options);
    void configure_writer(const Options& options);

    std::string path_;
    std::unique_ptr<SQLite::Database> native_;
};

}  // namespace glossd::store
