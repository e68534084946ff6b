// WaitingJobs: a FIFO with priorities in which nobody starves. What one would get wrong: higher
// does not go first always; every tenth start is for the one that was passed over longest.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>

namespace glossd::flow {

class WaitingJobs {
  public:
    using Job = std::function<void()>;

    void push(int priority, Job job);
    Job pop();  // never of none

    bool empty() const { return waiting_.empty(); }
    std::size_t size() const;

  private:
    struct Queue {
        std::deque<Job> jobs;
        int passed_over = 0;  // starts of higher ones while it waited
    };

    std::map<int, Queue, std::greater<>> waiting_;
};

}  // namespace glossd::flow
