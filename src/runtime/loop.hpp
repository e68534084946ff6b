// Loop: the one libuv loop that owns every decision, and the only way back onto its thread.
// post() may be called from any thread; everything else belongs to the thread that runs run().
#pragma once

#include "model/time.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

struct uv_loop_s;
struct uv_async_s;
struct uv_signal_s;
struct uv_timer_s;

namespace glossd::runtime {

class Loop {
  public:
    Loop();
    ~Loop();  // outside run(); every Timer is gone by then
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // Runs until stop(). An exception that leaves a callback is a bug: it ends the loop and is
    // thrown again from here.
    void run();
    void stop();  // loop thread

    // Any thread. Callbacks run in the order they were posted; what is posted after run() has
    // returned runs in the next run() or never.
    void post(std::function<void()> callback);

    // Loop thread. The handler runs on the loop, not in signal context.
    void on_signal(int number, std::function<void()> handler);

    model::Instant now() const { return std::chrono::steady_clock::now(); }

  private:
    friend class Timer;
    struct SignalHandle;

    void drain_posted();
    void guarded(const std::function<void()>& callback);

    std::unique_ptr<uv_loop_s> loop_;
    std::unique_ptr<uv_async_s> wake_;
    std::vector<std::unique_ptr<SignalHandle>> signals_;
    std::mutex posted_mutex_;  // also held around uv_async_send, so that no wake is lost
    std::vector<std::function<void()>> posted_;
    std::exception_ptr bug_;
};

// One-shot timer; starting it again moves it. Loop thread only; destroying it cancels it.
class Timer {
  public:
    Timer(Loop& loop, std::function<void()> expired);
    ~Timer();
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    void start(model::Duration delay);             // rounded up to a millisecond
    void set(std::optional<model::Instant> when);  // starts it, or stops it
    void stop();

    // When it was to expire, until it has; a moment that has come is still told.
    std::optional<model::Instant> due() const;

  private:
    struct Handle;
    Handle* handle_;  // freed by libuv's close callback
};

}  // namespace glossd::runtime
