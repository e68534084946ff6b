// Statement: one SQL sentence, prepared at its first use and kept. Lives as long as a table.
// query() is const and run() is not, so a const table can only read. Not to be nested with itself.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace SQLite {
class Statement;
}

namespace glossd::store {

class Connection;

struct Blob {
    std::string_view bytes;
};

// The answer to a query; frees the statement for its next use when it goes out of scope.
class Rows {
  public:
    Rows(Connection& connection, SQLite::Statement& statement)
        : connection_(connection), statement_(statement) {}
    ~Rows();
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    bool next();  // the accessors below speak of the row it moved to; columns count from 0

    bool null(int column) const;
    std::int64_t integer(int column) const;
    int small(int column) const { return static_cast<int>(integer(column)); }
    double real(int column) const;
    std::string text(int column) const;  // text or blob, byte for byte
    model::WallTime time(int column) const {
        return model::WallTime(model::Duration(integer(column)));
    }
    std::optional<model::WallTime> optional_time(int column) const;

  private:
    Connection& connection_;
    SQLite::Statement& statement_;
};

class Statement {
  public:
    Statement(Connection& connection, std::string sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Values are bound to ?1, ?2, ... in order: integers, strings, Blob, WallTime, optionals.
    template <class... Values>
    Rows query(const Values&... values) const {
        bind_all(values...);
        return Rows(connection_, *prepared_);
    }

    // The number of rows changed, not counting those of triggers.
    template <class... Values>
    std::int64_t run(const Values&... values) {
        bind_all(values...);
        return execute();
    }

  private:
    template <class... Values>
    void bind_all(const Values&... values) const {
        prepare();
        int index = 0;
        (bind(++index, values), ...);
    }

    void prepare() const;
    std::int64_t execute();
    void bind(int index, std::int64_t value) const;
    void bind(int index, int value) const { bind(index, std::int64_t{value}); }
    void bind(int index, double value) const;
    void bind(int index, const std::string& value) const;
    void bind(int index, Blob value) const;
    void bind(int index, std::nullopt_t) const;
    void bind(int index, model::WallTime value) const {
        bind(index, std::int64_t{value.time_since_epoch().count()});
    }
    void bind(int index, model::Duration value) const { bind(index, std::int64_t{value.count()}); }
    template <class T>
    void bind(int index, const std::optional<T>& value) const {
        if (value) {
            bind(index, *value);
        } else {
            bind(index, std::nullopt);
        }
    }

    Connection& connection_;
    std::string sql_;
    mutable std::unique_ptr<SQLite::Statement> prepared_;
};

}  // namespace glossd::store
