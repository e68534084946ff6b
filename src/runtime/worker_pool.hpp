// WorkerPool: threads for blocking exchanges, grown on demand up to a limit that the lanes set.
// A job takes values and returns by posting to the loop; it never waits for a rate limit. Not
// libuv's shared pool: there, slow HTTP would starve file work and DNS.
#pragma once

#include "model/time.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>

#include <pthread.h>

namespace glossd::runtime {

class WorkerPool {
  public:
    // `limit`: most threads at once. A thread idle for `idle` ends. Stacks are 1 MiB: enough for
    // TLS and JSON, small enough for hundreds.
    explicit WorkerPool(std::size_t limit, model::Duration idle = std::chrono::seconds(30));
    ~WorkerPool();  // as stop()
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // Any thread. Jobs start in order; past the limit they wait.
    void submit(std::function<void()> job);

    void raise_limit(std::size_t limit);  // any thread; never lowers it

    // Lets every accepted job finish, then joins the threads. Cancel the jobs' exchanges first.
    void stop();

    std::size_t threads() const;
    std::size_t idle() const;  // threads that wait for a job

  private:
    struct Worker {
        WorkerPool* pool = nullptr;
        pthread_t thread{};
        bool ended = false;
    };

    void start_worker();  // with mutex_ held
    void reap_ended();    // with mutex_ held
    void work(Worker& self);

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::list<Worker> workers_;
    std::size_t limit_;
    std::size_t idle_workers_ = 0;
    std::size_t live_workers_ = 0;
    model::Duration idle_;
    bool stopping_ = false;
};

}  // namespace glossd::runtime
