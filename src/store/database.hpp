// Database: the one writer of the ledger, a thread that runs submitted works in groups.
// A work runs on the store thread and captures values only; its done runs on the loop thread,
// after the commit. Act on a result there, never inside the work: the commit may still fail.
#pragma once

#include "store/connection.hpp"
#include "store/group_commit.hpp"
#include "store/records.hpp"
#include "store/vacuum.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace glossd::store {

// Hands a completion to the loop thread; any thread may call it.
using Deliver = std::function<void(std::function<void()>)>;

class Database {
  public:
    // Opens or makes the file (mode 0600) and brings its schema up to date. Errors: locked; io
    // (read-only, full, damaged, not a database); config (written by a newer glossd); refused
    // (another program's database).
    static model::Result<std::unique_ptr<Database>> open(const std::string& path, Deliver deliver,
                                                         const Options& options = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // work(Tables&) gives T, void or Result<T>; done(Result<T>) is delivered once, in the order
    // of submission. A work that throws or returns an error is undone alone. Any thread; after
    // close() the answer is ErrorKind::cancelled.
    template <class Work, class Done>
    void submit(Work work, Done done) {
        enqueue(std::make_unique<TypedItem<Tables, Work, Done>>(std::move(work), std::move(done)));
    }

    // As submit(), for a work(const Tables&): with no change queued before it, it is answered at
    // once; else it waits for the commit of what it may have seen.
    template <class Work, class Done>
    void look_up(Work work, Done done) {
        enqueue(std::make_unique<TypedItem<const Tables, Work, Done>>(std::move(work),
                                                                      std::move(done)));
    }

    // Writes the file anew without its holes; what is queued behind it waits. `done` as above.
    void vacuum(VacuumItem::Done done) {
        enqueue(std::make_unique<VacuumItem>(*connection_, std::move(done)));
    }

    // Commits what is queued, folds the log into the file and ends the thread. Takes `grace` and
    // one commit at most; what is not done by then is cancelled, and its done says so.
    void close(std::chrono::milliseconds grace = std::chrono::seconds(5));

    DatabaseStats stats() const;                                     // any thread
    const std::string& path() const { return connection_->path(); }  // any thread

  private:
    Database(std::unique_ptr<Connection> connection, Deliver deliver);

    void enqueue(std::unique_ptr<Item> item);
    void work_until_closed();
    Group next_group();  // empty: it is time to end
    // Under the mutex; ends before what must run alone, and what only reads before all else.
    Group take(std::size_t at_most);
    void record(std::size_t items, std::chrono::microseconds took);
    void hand_over(Group group);
    void cancel(Group group);
    void checkpoint();

    const std::unique_ptr<Connection> connection_;
    const Deliver deliver_;
    GroupCommit commits_;                                   // store thread
    std::chrono::steady_clock::time_point breathes_until_;  // commits nothing; store thread

    mutable std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::deque<std::unique_ptr<Item>> queue_;
    bool idle_ = false;  // the store thread sleeps until something comes
    bool closing_ = false;
    bool out_of_time_ = false;
    bool finished_ = false;
    DatabaseStats stats_;

    std::thread thread_;
};

}  // namespace glossd::store
