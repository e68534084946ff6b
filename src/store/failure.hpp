// Failure: what every table function throws; Database and Reader turn it into a model::Error.
// Its kind tells the cases apart: invalid_input is a move the state machine forbids, refused a
// broken uniqueness rule, not_found a missing row, io/locked the file itself.
#pragma once

#include "model/result.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace glossd::store {

class Failure : public std::runtime_error {
  public:
    // `sqlite_code` is the extended result code, or 0 when the rule is ours.
    explicit Failure(model::Error error, int sqlite_code = 0)
        : std::runtime_error(error.message), error_(std::move(error)), sqlite_code_(sqlite_code) {}

    Failure(model::ErrorKind kind, std::string message)
        : Failure(model::Error{kind, std::move(message)}) {}

    const model::Error& error() const { return error_; }
    int sqlite_code() const { return sqlite_code_; }
    bool breaks_uniqueness() const;

  private:
    model::Error error_;
    int sqlite_code_;
};

// The words for an SQLite result code, for the database at `path`. `system_errno` is what the
// operating system said, or 0: SQLite reports a used-up quota as a plain write error.
model::Error describe(int sqlite_code, int system_errno, const std::string& path,
                      const std::string& detail);

}  // namespace glossd::store
