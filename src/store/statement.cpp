#include "store/statement.hpp"

#include "store/connection.hpp"

#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

namespace glossd::store {

namespace {

// Bindings go too: a post of a megabyte must not stay in memory until the next one.
void release(SQLite::Statement& statement) {
    statement.tryReset();
    statement.clearBindings();
}

}  // namespace

Rows::~Rows() {
    release(statement_);
}

bool Rows::next() {
    try {
        return statement_.executeStep();
    } catch (const SQLite::Exception& error) {
        connection_.fail(error);
    }
}

bool Rows::null(int column) const {
    return statement_.isColumnNull(column);
}

std::int64_t Rows::integer(int column) const {
    return statement_.getColumn(column).getInt64();
}

double Rows::real(int column) const {
    return statement_.getColumn(column).getDouble();
}

std::string Rows::text(int column) const {
    return statement_.getColumn(column).getString();
}

std::optional<model::WallTime> Rows::optional_time(int column) const {
    if (null(column)) return std::nullopt;
    return time(column);
}

Statement::Statement(Connection& connection, std::string sql)
    : connection_(connection), sql_(std::move(sql)) {}

Statement::~Statement() = default;

void Statement::prepare() const {
    if (prepared_) return;
    try {
        prepared_ = std::make_unique<SQLite::Statement>(connection_.native(), sql_);
    } catch (const SQLite::Exception& error) {
        connection_.fail(error);
    }
}

std::int64_t Statement::execute() {
    try {
        const int changed = prepared_->exec();
        release(*prepared_);
        return changed;
    } catch (const SQLite::Exception& error) {
        release(*prepared_);
        connection_.fail(error);
    }
}

void Statement::bind(int index, std::int64_t value) const {
    prepared_->bind(index, value);
}

void Statement::bind(int index, double value) const {
    prepared_->bind(index, value);
}

void Statement::bind(int index, const std::string& value) const {
    prepared_->bind(index, value);
}

void Statement::bind(int index, Blob value) const {
    prepared_->bind(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
}

void Statement::bind(int index, std::nullopt_t) const {
    prepared_->bind(index);
}

}  // namespace glossd::store
