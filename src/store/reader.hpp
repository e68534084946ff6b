// Reader: a read-only connection for the dashboard, the commands and backups. Works beside a
// running daemon and never delays its commits; keep reads short, the log cannot shrink meanwhile.
#pragma once

#include "store/capture.hpp"
#include "store/connection.hpp"
#include "store/tables.hpp"

#include <memory>
#include <string>

namespace glossd::store {

// One thread at a time.
class Reader {
  public:
    // Errors: not_found; io; config (written by another version of glossd); refused.
    static model::Result<std::unique_ptr<Reader>> open(const std::string& path);

    // work(const Tables&) gives T, void or Result<T>, and sees one moment of the ledger throughout.
    template <class Work>
    WorkResult<Work, const Tables&> read(Work work) {
        try {
            begin_.run();
        } catch (const Failure& failure) {
            return tl::make_unexpected(failure.error());
        }
        auto result = capture(work, std::as_const(tables_));
        if (connection_->in_transaction()) end_.run();
        return result;
    }

  private:
    explicit Reader(std::unique_ptr<Connection> connection);

    const std::unique_ptr<Connection> connection_;
    Tables tables_;
    Statement begin_;
    Statement end_;
};

}  // namespace glossd::store
