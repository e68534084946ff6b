#include "runtime/worker_pool.hpp"

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::runtime::WorkerPool;

TEST_CASE("every accepted job runs before stop returns") {
    std::atomic<int> ran = 0;
    WorkerPool pool(4);
    for (int i = 0; i < 500; ++i) pool.submit([&] { ++ran; });
    pool.stop();
    CHECK(ran == 500);
}

TEST_CASE("the pool grows while jobs block and never past its limit") {
    std::promise<void> open;
    const auto gate = open.get_future().share();
    std::atomic<int> started = 0;
    WorkerPool pool(3);
    for (int i = 0; i < 10; ++i) {
        pool.submit([&, gate] {
            ++started;
            gate.wait();
        });
    }
    while (started < 3) std::this_thread::yield();
    CHECK(pool.threads() == 3);
    CHECK(started == 3);
    pool.raise_limit(5);
    pool.submit([] {});
    while (started < 4) std::this_thread::yield();
    CHECK(pool.threads() <= 5);
    open.set_value();
    pool.stop();
    CHECK(started == 10);
}

TEST_CASE("a thread that has nothing to do takes the next job") {
    WorkerPool pool(8);
    std::set<std::thread::id> threads;
    for (int i = 0; i < 20; ++i) {
        std::promise<void> done;
        pool.submit([&] {
            threads.insert(std::this_thread::get_id());
            done.set_value();
        });
        done.get_future().wait();
        while (pool.idle() == 0) std::this_thread::yield();
    }
    CHECK(threads.size() == 1);
    CHECK(pool.threads() == 1);
}

TEST_CASE("idle threads end and new work starts new ones") {
    WorkerPool pool(2, 0ms);
    std::promise<void> first;
    pool.submit([&] { first.set_value(); });
    first.get_future().wait();
    while (pool.threads() > 0) std::this_thread::yield();
    std::promise<void> second;
    pool.submit([&] { second.set_value(); });
    CHECK(second.get_future().wait_for(10s) == std::future_status::ready);
}
