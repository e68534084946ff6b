// WaitingJobs: a FIFO with priorities in which nobody starves. What one would get wrong: higher
// does not go first always; every tenth start is for the one that was passed over longest.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>

namespace glossd::flow {

// Beyond what a source may have (-100 to 100): live posts go before the API, and that before bulk.
namespace priority {
inline constexpr int api = -1000;
inline constexpr int bulk = -2000;
}  // namespace priority

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
