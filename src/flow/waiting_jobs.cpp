#include "flow/waiting_jobs.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glossd::flow {

namespace {

// A lower priority gets at least one start of so many while it waits.
constexpr int one_in = 10;

}  // namespace

void WaitingJobs::push(int priority, Job job) {
    waiting_[priority].jobs.push_back(std::move(job));
}

WaitingJobs::Job WaitingJobs::pop() {
    const auto longest =
        std::max_element(waiting_.begin(), waiting_.end(), [](const auto& left, const auto& right) {
            return left.second.passed_over < right.second.passed_over;
        });
    const bool starving = longest->second.passed_over >= one_in - 1;
    const auto next = starving ? longest : waiting_.begin();
    for (auto lower = std::next(next); lower != waiting_.end(); ++lower) {
        ++lower->second.passed_over;
    }
    auto job = std::move(next->second.jobs.front());
    next->second.jobs.pop_front();
    next->second.passed_over = 0;
    if (next->second.jobs.empty()) waiting_.erase(next);
    return job;
}

std::size_t WaitingJobs::size() const {
    std::size_t count = 0;
    for (const auto& [priority, queue] : waiting_) count += queue.jobs.size();
    return count;
}

}  // namespace glossd::flow
