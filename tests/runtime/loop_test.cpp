#include "runtime/loop.hpp"

#include <csignal>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::runtime::Loop;
using glossd::runtime::Timer;

TEST_CASE("what any thread posts runs on the loop, in order") {
    Loop loop;
    std::vector<int> seen;
    std::thread::id ran_on;
    std::thread poster([&] {
        for (int i = 0; i < 1000; ++i) {
            loop.post([&, i] {
                seen.push_back(i);
                ran_on = std::this_thread::get_id();
                if (i == 999) loop.stop();
            });
        }
    });
    loop.run();
    poster.join();
    CHECK(seen.size() == 1000);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(ran_on == std::this_thread::get_id());
}

TEST_CASE("timers expire in the order of their times") {
    Loop loop;
    std::vector<int> seen;
    Timer late(loop, [&] {
        seen.push_back(2);
        loop.stop();
    });
    Timer early(loop, [&] { seen.push_back(1); });
    Timer cancelled(loop, [&] { seen.push_back(3); });
    late.start(4ms);
    early.start(1ms);
    cancelled.start(2ms);
    cancelled.stop();
    loop.run();
    CHECK(seen == std::vector<int>{1, 2});
}

TEST_CASE("a timer is due from its start until it expires, also when its moment has passed") {
    Loop loop;
    Timer timer(loop, [&] {
        CHECK_FALSE(timer.due());
        loop.stop();
    });
    CHECK_FALSE(timer.due());
    const auto when = loop.now() - 1ms;
    timer.set(when);
    CHECK(timer.due() == when);
    timer.set(std::nullopt);
    CHECK_FALSE(timer.due());
    timer.set(when);
    loop.run();
}

TEST_CASE("a timer may be destroyed by its own callback") {
    Loop loop;
    std::unique_ptr<Timer> timer;
    timer = std::make_unique<Timer>(loop, [&] {
        timer.reset();
        loop.stop();
    });
    timer->start(0ms);
    loop.run();
    CHECK_FALSE(timer);
}

TEST_CASE("a signal is handled on the loop") {
    Loop loop;
    bool handled = false;
    loop.on_signal(SIGUSR1, [&] {
        handled = true;
        loop.stop();
    });
    loop.post([] { std::raise(SIGUSR1); });
    loop.run();
    CHECK(handled);
}

TEST_CASE("an exception in a callback ends the loop and comes out of run") {
    Loop loop;
    bool ran_after = false;
    loop.post([] { throw std::logic_error("a bug"); });
    loop.post([&] { ran_after = true; });
    CHECK_THROWS_WITH(loop.run(), "a bug");
    CHECK_FALSE(ran_after);
}
