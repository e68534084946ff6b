#include "daemon/queue_control.hpp"

#include <future>
#include <memory>

namespace glossd::daemon {

namespace {

// Longer than any commit takes; the loop may have ended meanwhile.
constexpr std::chrono::seconds patience{10};

}  // namespace

template <class T, class Work>
model::Result<T> QueueControl::ask(Work work) {
    auto promise = std::make_shared<std::promise<model::Result<T>>>();
    auto future = promise->get_future();
    database_.submit(std::move(work),
                     [promise](model::Result<T> result) { promise->set_value(std::move(result)); });
    if (future.wait_for(patience) != std::future_status::ready) {
        return model::fail(model::ErrorKind::timeout, "the daemon is stopping or overloaded");
    }
    return future.get();
}

model::Result<std::vector<store::DeliveryRow>> QueueControl::list(
    const store::DeliveryFilter& filter, std::int64_t after, int limit) {
    return ask<std::vector<store::DeliveryRow>>(
        [=](store::Tables& tables) { return tables.deliveries.list(filter, after, limit); });
}

model::Result<model::Delivery> QueueControl::show(std::int64_t id) {
    return ask<model::Delivery>([id](store::Tables& tables) -> model::Result<model::Delivery> {
        auto delivery = tables.deliveries.get(id);
        if (delivery) return *delivery;
        return model::fail(model::ErrorKind::not_found,
                           "there is no delivery " + std::to_string(id));
    });
}

model::Result<void> QueueControl::retry(std::int64_t id) {
    auto freed = ask<void>(
        [id](store::Tables& tables) { return tables.deliveries.retry(id, model::wall_now()); });
    if (freed) loop_.post(freed_);
    return freed;
}

model::Result<void> QueueControl::drop(std::int64_t id) {
    return ask<void>(
        [id](store::Tables& tables) { return tables.deliveries.drop(id, model::wall_now()); });
}

}  // namespace glossd::daemon
