// GroupCommit: runs many items in one transaction, so that they share one fsync. An item that
// fails leaves no trace and harms nobody; if the commit fails, every item of the group has failed.
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

    // Afterwards every item has a result, and what succeeded is on the disk.
    void run(Group& group);

  private:
    void run_in_transaction(Group& group);
    void run_alone(Item& item);

    Connection& connection_;
    Tables tables_;
    Statement begin_;
    Statement commit_;
    Statement rollback_;
    Statement savepoint_;
    Statement release_;
    Statement undo_;
};

}  // namespace glossd::store
