// ScratchLedger: a ledger for work that is to leave nothing behind: a file in a folder of its own
// that goes with this object. (SQLite's ":memory:" has no write-ahead log, and the store needs
// one.)
#pragma once

#include "model/result.hpp"
#include "runtime/scratch_directory.hpp"

#include <string>
#include <utility>

namespace glossd::daemon {

// Close the database before this goes.
class ScratchLedger {
  public:
    static model::Result<ScratchLedger> make();

    std::string path() const { return directory_.file("glossd.db"); }

  private:
    explicit ScratchLedger(runtime::ScratchDirectory directory)
        : directory_(std::move(directory)) {}

    runtime::ScratchDirectory directory_;
};

}  // namespace glossd::daemon
