#include "daemon/queue_control.hpp"

#include "config/find.hpp"
#include "daemon/pass_json.hpp"
#include "daemon/waiting.hpp"

namespace glossd::daemon {

template <class T, class Work>
model::Result<T> QueueControl::ask(Work work) {
    return wait_for<T>(patience,
                       [&](auto answer) { database_.submit(std::move(work), std::move(answer)); });
}

// What was changed is to be looked at now.
template <class T, class Work>
model::Result<T> QueueControl::change(Work work) {
    auto changed = ask<T>(std::move(work));
    if (changed) loop_.post(changed_);
    return changed;
}

model::Result<config::Config> QueueControl::config_in_force() {
    return wait_for<config::Config>(patience, [this](auto answer) {
        loop_.post([config = config_, answer] { answer(config()); });
    });
}

model::Result<void> QueueControl::check_target(const std::string& target) {
    if (target.empty()) return {};
    const auto config = config_in_force();
    if (!config) return tl::make_unexpected(config.error());
    return config::known_target(*config, target);
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
    return change<void>(
        [id](store::Tables& tables) { return tables.deliveries.retry(id, model::wall_now()); });
}

model::Result<void> QueueControl::drop(std::int64_t id) {
    return ask<void>(
        [id](store::Tables& tables) { return tables.deliveries.drop(id, model::wall_now()); });
}

model::Result<void> QueueControl::approve(std::int64_t id) {
    return change<void>(
        [id](store::Tables& tables) { return tables.deliveries.approve(id, model::wall_now()); });
}

model::Result<pipeline::Edited> QueueControl::edit(const pipeline::EditOrder& order) {
    const auto config = config_in_force();
    if (!config) return tl::make_unexpected(config.error());
    return change<pipeline::Edited>([config = *config, order](store::Tables& tables) {
        return pipeline::edit_by_hand(tables, config, order, model::wall_now());
    });
}

model::Result<void> QueueControl::pause(const std::string& target) {
    if (auto known = check_target(target); !known) return known;
    return change<void>(
        [target](store::Tables& tables) { tables.pauses.pause(target, model::wall_now()); });
}

model::Result<void> QueueControl::resume(const std::string& target) {
    return change<void>([target](store::Tables& tables) { return tables.pauses.resume(target); });
}

model::Result<store::Chosen> QueueControl::choose(const store::GuardFilter& filter,
                                                  std::optional<std::int64_t> newest) {
    return change<store::Chosen>([filter, newest](store::Tables& tables) {
        return tables.guards.choose(filter, newest, model::wall_now());
    });
}

model::Result<nlohmann::ordered_json> QueueControl::pass(const std::vector<std::string>& sources,
                                                         model::Duration wait) {
    const auto passed = pass_(sources, wait);
    if (!passed) return tl::make_unexpected(passed.error());
    return to_json(*passed);
}

model::Result<pipeline::Planned> QueueControl::publish(const pipeline::PublishOrder& order) {
    const auto config = config_in_force();
    if (!config) return tl::make_unexpected(config.error());
    return change<pipeline::Planned>([config = *config, order](store::Tables& tables) {
        return pipeline::plan_by_hand(tables, config, order, model::wall_now());
    });
}

model::Result<std::vector<pipeline::Retracted>> QueueControl::retract(std::int64_t post) {
    return change<std::vector<pipeline::Retracted>>([post](store::Tables& tables) {
        return pipeline::retract_by_hand(tables, post, model::wall_now());
    });
}

}  // namespace glossd::daemon
