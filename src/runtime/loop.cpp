#include "runtime/loop.hpp"

#include <algorithm>
#include <utility>

#include <uv.h>

namespace glossd::runtime {

struct Loop::SignalHandle {
    uv_signal_t signal{};
    Loop* loop = nullptr;
    std::function<void()> handler;
};

struct Timer::Handle {
    uv_timer_t timer{};
    Loop* loop = nullptr;
    std::function<void()> expired;
    std::optional<model::Instant> due;
};

Loop::Loop() : loop_(std::make_unique<uv_loop_t>()), wake_(std::make_unique<uv_async_t>()) {
    uv_loop_init(loop_.get());
    wake_->data = this;
    uv_async_init(loop_.get(), wake_.get(),
                  [](uv_async_t* wake) { static_cast<Loop*>(wake->data)->drain_posted(); });
}

Loop::~Loop() {
    uv_close(reinterpret_cast<uv_handle_t*>(wake_.get()), nullptr);
    for (const auto& signal : signals_) {
        uv_close(reinterpret_cast<uv_handle_t*>(&signal->signal), nullptr);
    }
    uv_run(loop_.get(), UV_RUN_DEFAULT);  // lets the close callbacks run
    uv_loop_close(loop_.get());
}

void Loop::run() {
    uv_run(loop_.get(), UV_RUN_DEFAULT);
    if (bug_) std::rethrow_exception(std::exchange(bug_, nullptr));
}

void Loop::stop() {
    uv_stop(loop_.get());
}

void Loop::post(std::function<void()> callback) {
    const std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(callback));
    uv_async_send(wake_.get());
}

void Loop::drain_posted() {
    std::vector<std::function<void()>> batch;
    {
        const std::lock_guard lock(posted_mutex_);
        batch.swap(posted_);
    }
    for (const auto& callback : batch) guarded(callback);
}

void Loop::guarded(const std::function<void()>& callback) {
    if (bug_) return;  // after a bug nothing more is decided; the ledger makes a restart safe
    try {
        callback();
    } catch (...) {
        bug_ = std::current_exception();
        stop();
    }
}

void Loop::on_signal(int number, std::function<void()> handler) {
    auto handle = std::make_unique<SignalHandle>();
    handle->loop = this;
    handle->handler = std::move(handler);
    handle->signal.data = handle.get();
    uv_signal_init(loop_.get(), &handle->signal);
    uv_signal_start(
        &handle->signal,
        [](uv_signal_t* signal, int) {
            auto* self = static_cast<SignalHandle*>(signal->data);
            self->loop->guarded(self->handler);
        },
        number);
    uv_unref(reinterpret_cast<uv_handle_t*>(&handle->signal));
    signals_.push_back(std::move(handle));
}

Timer::Timer(Loop& loop, std::function<void()> expired) : handle_(new Handle) {
    handle_->loop = &loop;
    handle_->expired = std::move(expired);
    handle_->timer.data = handle_;
    uv_timer_init(loop.loop_.get(), &handle_->timer);
}

Timer::~Timer() {
    uv_close(reinterpret_cast<uv_handle_t*>(&handle_->timer),
             [](uv_handle_t* handle) { delete static_cast<Handle*>(handle->data); });
}

void Timer::start(model::Duration delay) {
    handle_->due = handle_->loop->now() + delay;
    uv_update_time(handle_->loop->loop_.get());
    const auto milliseconds = std::max<std::int64_t>(0, delay.count());
    uv_timer_start(
        &handle_->timer,
        [](uv_timer_t* timer) {
            auto* self = static_cast<Handle*>(timer->data);
            // A copy, because the callback may destroy the timer it came from.
            const auto expired = self->expired;
            self->due.reset();
            self->loop->guarded(expired);
        },
        static_cast<std::uint64_t>(milliseconds), 0);
}

void Timer::set(std::optional<model::Instant> when) {
    if (!when) return stop();
    start(std::chrono::ceil<model::Duration>(*when - handle_->loop->now()));
    handle_->due = when;
}

void Timer::stop() {
    handle_->due.reset();
    uv_timer_stop(&handle_->timer);
}

std::optional<model::Instant> Timer::due() const {
    return handle_->due;
}

}  // namespace glossd::runtime
