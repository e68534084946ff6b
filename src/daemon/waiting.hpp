// Waiting: how a server's thread waits for an answer that comes on the loop. Never from the loop.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"

#include <chrono>
#include <future>
#include <memory>

namespace glossd::daemon {

// Longer than any commit takes; the loop may have ended meanwhile.
inline constexpr std::chrono::seconds patience{10};

// `ask(answer)` starts something that will call answer(Result<T>) once, on any thread, or never.
template <class T, class Ask>
model::Result<T> wait_for(model::Duration within, Ask ask) {
    auto promise = std::make_shared<std::promise<model::Result<T>>>();
    auto future = promise->get_future();
    ask([promise](model::Result<T> result) { promise->set_value(std::move(result)); });
    if (future.wait_for(within) != std::future_status::ready) {
        return model::fail(model::ErrorKind::timeout, "the daemon is stopping or overloaded");
    }
    return future.get();
}

}  // namespace glossd::daemon
