#include "runtime/worker_pool.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace glossd::runtime {

namespace {

constexpr std::size_t stack_bytes = 1024 * 1024;

}  // namespace

WorkerPool::WorkerPool(std::size_t limit, model::Duration idle) : limit_(limit), idle_(idle) {}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::submit(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
        if (jobs_.size() > idle_workers_ && live_workers_ < limit_) start_worker();
    }
    wake_.notify_one();  // outside the lock, or the woken worker sleeps again until it is free
}

void WorkerPool::raise_limit(std::size_t limit) {
    const std::lock_guard lock(mutex_);
    limit_ = std::max(limit_, limit);
}

std::size_t WorkerPool::threads() const {
    const std::lock_guard lock(mutex_);
    return live_workers_;
}

std::size_t WorkerPool::idle() const {
    const std::lock_guard lock(mutex_);
    return idle_workers_;
}

void WorkerPool::start_worker() {
    reap_ended();
    auto& worker = workers_.emplace_back();
    worker.pool = this;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    const int failed = pthread_create(
        &worker.thread, &attributes,
        [](void* argument) -> void* {
            auto* self = static_cast<Worker*>(argument);
            self->pool->work(*self);
            return nullptr;
        },
        &worker);
    pthread_attr_destroy(&attributes);
    if (failed == 0) {
        ++live_workers_;
        return;
    }
    workers_.pop_back();
    // With other workers the job waits for one of them; without any it would wait for ever.
    if (live_workers_ == 0)
        throw std::system_error(failed, std::generic_category(), "pthread_create");
}

void WorkerPool::reap_ended() {
    for (auto worker = workers_.begin(); worker != workers_.end();) {
        if (!worker->ended) {
            ++worker;
            continue;
        }
        pthread_join(worker->thread, nullptr);
        worker = workers_.erase(worker);
    }
}

void WorkerPool::work(Worker& self) {
    std::unique_lock lock(mutex_);
    while (true) {
        ++idle_workers_;
        const bool woken = wake_.wait_for(lock, idle_, [&] { return stopping_ || !jobs_.empty(); });
        --idle_workers_;
        if (jobs_.empty()) {
            if (stopping_ || !woken) break;
            continue;
        }
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        job = nullptr;  // whatever it holds is destroyed outside the lock
        lock.lock();
    }
    self.ended = true;
    --live_workers_;
}

void WorkerPool::stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    auto workers = std::move(workers_);
    workers_.clear();
    lock.unlock();
    for (auto& worker : workers) pthread_join(worker.thread, nullptr);
}

}  // namespace glossd::runtime
