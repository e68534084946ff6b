#include "store/group_commit.hpp"

#include "runtime/failpoint.hpp"
#include "store/connection.hpp"
#include "store/failure.hpp"

namespace glossd::store {

GroupCommit::GroupCommit(Connection& connection)
    : connection_(connection),
      tables_(connection),
      begin_read_(connection, "BEGIN"),
      begin_(connection, "BEGIN IMMEDIATE"),
      commit_(connection, "COMMIT"),
      rollback_(connection, "ROLLBACK"),
      savepoint_(connection, "SAVEPOINT item"),
      release_(connection, "RELEASE item"),
      undo_(connection, "ROLLBACK TO item") {}

void GroupCommit::run(Group& group) {
    if (group.size() == 1 && group.front()->alone()) return group.front()->run(tables_);
    try {
        group.front()->reads() ? read(group) : run_in_transaction(group);
    } catch (const Failure& failure) {
        if (connection_.in_transaction()) rollback_.run();
        for (const auto& item : group) {
            if (!item->error()) item->fail(failure.error());
        }
    }
}

// In a transaction all the same: each statement alone would take and drop the reader's lock.
void GroupCommit::read(Group& group) {
    begin_read_.run();
    for (const auto& item : group) item->run(tables_);
    if (connection_.in_transaction()) commit_.run();
}

void GroupCommit::run_in_transaction(Group& group) {
    begin_.run();
    for (const auto& item : group) run_alone(*item);
    runtime::failpoint(runtime::Failpoint::group_run);
    commit_.run();
    runtime::failpoint(runtime::Failpoint::group_committed);
}

void GroupCommit::run_alone(Item& item) {
    savepoint_.run();
    item.run(tables_);
    if (!item.error()) {
        release_.run();
        return;
    }
    // A full disk, an I/O error or an interrupt makes SQLite roll back everything by itself: the
    // items before this one are gone too, and those after it must not run without a transaction.
    if (!connection_.in_transaction()) throw Failure(*item.error());
    undo_.run();
    release_.run();
}

}  // namespace glossd::store
