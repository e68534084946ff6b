// ScratchLedger: a ledger for work that is to leave nothing behind: a file in a folder of its own
// that goes with this object. (SQLite's ":memory:" has no write-ahead log, and the store needs
// one.)
#pragma once

#include "model/result.hpp"

#include <filesystem>
#include <string>

namespace glossd::daemon {

class ScratchLedger {
  public:
    static model::Result<ScratchLedger> make();

    ScratchLedger(ScratchLedger&& other) noexcept;
    ScratchLedger& operator=(ScratchLedger&&) = delete;
    ~ScratchLedger();  // close the database first

    std::string path() const { return (directory_ / "glossd.db").string(); }

  private:
    explicit ScratchLedger(std::filesystem::path directory) : directory_(std::move(directory)) {}
    std::filesystem::path directory_;
};

}  // namespace glossd::daemon
