// GroupCommit: runs many items in one transaction, so that they share one fsync. An item that
// fails leaves no trace and harms nobody; if the commit fails, every item of the group has failed.
// A group of nothing but reading items takes no write lock and no fsync.
#pragma once

#include "store/item.hpp"

#include <memory>
#include <vector>

namespace glossd::store {

using Group = std::vector<std::unique_ptr<Item>>;

// Store thread only.
class GroupCommit {
  public:
    explicit GroupCommit(Connection& connection);

    // Afterwards every item has a result, and what succeeded is on the disk. When the first item
    // only reads, all must.
    void run(Group& group);

  private:
    void read(Group& group);
    void run_in_transaction(Group& group);
    void run_alone(Item& item);

    Connection& connection_;
    Tables tables_;
    Statement begin_read_;
    Statement begin_;
    Statement commit_;
    Statement rollback_;
    Statement savepoint_;
    Statement release_;
    Statement undo_;
};

}  // namespace glossd::store
