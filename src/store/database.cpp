#include "store/database.hpp"

#include "store/failure.hpp"
#include "store/integrity.hpp"
#include "store/migrations.hpp"

#include <algorithm>
#include <iterator>

namespace glossd::store {

using std::chrono::microseconds;

namespace {

// Large enough that the fsync vanishes among the items, small enough that it is soon over.
constexpr std::size_t group_size = 500;

// After a commit a busy ledger takes breath, so that what comes in meanwhile shares the next one:
// the longer the more shared the last. An idle ledger commits at once.
constexpr std::chrono::microseconds breath_an_item{1500};
constexpr std::chrono::microseconds longest_breath{20'000};

}  // namespace

model::Result<std::unique_ptr<Database>> Database::open(const std::string& path, Deliver deliver,
                                                        const Options& options) {
    try {
        auto connection = std::make_unique<Connection>(path, Access::read_write, options);
        check_integrity(*connection);
        migrate(*connection);
        return std::unique_ptr<Database>(new Database(std::move(connection), std::move(deliver)));
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
}

Database::Database(std::unique_ptr<Connection> connection, Deliver deliver)
    : connection_(std::move(connection)), deliver_(std::move(deliver)), commits_(*connection_) {
    thread_ = std::thread([this] { work_until_closed(); });
}

Database::~Database() {
    close();
}

void Database::enqueue(std::unique_ptr<Item> item) {
    {
        const std::lock_guard lock(mutex_);
        if (!closing_) {
            queue_.push_back(std::move(item));
            // While it works or gathers, waking the thread for each item would be for nothing.
            if (idle_ || queue_.size() == group_size) changed_.notify_all();
            return;
        }
    }
    Group late;
    late.push_back(std::move(item));
    cancel(std::move(late));
}

void Database::close(std::chrono::milliseconds grace) {
    {
        std::unique_lock lock(mutex_);
        closing_ = true;
        changed_.notify_all();
        if (!changed_.wait_for(lock, grace, [this] { return finished_; })) {
            out_of_time_ = true;
            connection_->interrupt();
        }
    }
    if (thread_.joinable()) thread_.join();
}

void Database::work_until_closed() {
    for (auto group = next_group(); !group.empty(); group = next_group()) {
        const auto start = std::chrono::steady_clock::now();
        const bool read = group.front()->reads();
        commits_.run(group);
        if (!read) {
            const auto end = std::chrono::steady_clock::now();
            const auto items = static_cast<int>(group.size());
            breathes_until_ = end + std::min(items * breath_an_item, longest_breath);
            record(group.size(), std::chrono::duration_cast<microseconds>(end - start));
        }
        hand_over(std::move(group));
    }
    checkpoint();
    std::unique_lock lock(mutex_);
    Group rest(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
    queue_.clear();
    finished_ = true;
    changed_.notify_all();
    lock.unlock();
    cancel(std::move(rest));
}

Group Database::next_group() {
    std::unique_lock lock(mutex_);
    idle_ = true;
    changed_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    idle_ = false;
    if (queue_.empty() || !queue_.front()->reads()) {
        changed_.wait_until(lock, breathes_until_,
                            [this] { return closing_ || queue_.size() >= group_size; });
    }
    return take(out_of_time_ ? 0 : group_size);
}

Group Database::take(std::size_t at_most) {
    Group group;
    while (!queue_.empty() && group.size() < at_most) {
        const bool alone = queue_.front()->alone();
        if (alone && !group.empty()) break;
        if (!group.empty() && group.front()->reads() && !queue_.front()->reads()) break;
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
        if (alone) break;
    }
    return group;
}

void Database::record(std::size_t items, microseconds took) {
    const std::lock_guard lock(mutex_);
    stats_.commits += 1;
    stats_.items += static_cast<std::int64_t>(items);
    stats_.last_commit = took;
    stats_.total_commit += took;
    stats_.mean_commit = stats_.total_commit / stats_.commits;
}

void Database::hand_over(Group group) {
    if (group.empty()) return;
    deliver_([items = std::make_shared<Group>(std::move(group))] {
        for (const auto& item : *items) item->finish();
    });
}

void Database::cancel(Group group) {
    for (const auto& item : group) {
        item->fail({model::ErrorKind::cancelled, "the database is closed"});
    }
    hand_over(std::move(group));
}

void Database::checkpoint() {
    try {
        connection_->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const Failure&) {
        // A reader holds on or the time is up: the log stays and is read at the next start.
    }
}

DatabaseStats Database::stats() const {
    const std::lock_guard lock(mutex_);
    return stats_;
}

}  // namespace glossd::store
