#include "daemon/queue_control.hpp"

#include "daemon/waiting.hpp"

namespace glossd::daemon {

template <class T, class Work>
model::Result<T> QueueControl::ask(Work work) {
    return wait_for<T>(patience,
                       [&](auto answer) { database_.submit(std::move(work), std::move(answer)); });
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
