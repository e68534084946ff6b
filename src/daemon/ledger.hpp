// Ledger: a state directory while it is ours: its lock, the database in it, and the name under
// which its rows are sent. It outlives the services on it: a reload never lets go of the lock.
#pragma once

#include "runtime/loop.hpp"
#include "runtime/state_lock.hpp"
#include "store/database.hpp"

#include <memory>
#include <string>

namespace glossd::daemon {

class Ledger {
  public:
    // Takes the lock and opens the database, whose answers come on the loop. Errors are for the
    // operator.
    static model::Result<std::unique_ptr<Ledger>> open(const std::string& state,
                                                       runtime::Loop& loop);
    ~Ledger();  // closes the database, then frees the lock

    store::Database& database() { return *database_; }

    // Unlike any other process's, also after a restart with the same pid.
    const std::string& owner() const { return owner_; }

  private:
    Ledger(runtime::StateLock lock, std::unique_ptr<store::Database> database);

    runtime::StateLock lock_;
    std::string owner_;
    std::unique_ptr<store::Database> database_;
};

// A database whose answers come on the loop.
model::Result<std::unique_ptr<store::Database>> open_database(const std::string& path,
                                                              runtime::Loop& loop);

}  // namespace glossd::daemon
