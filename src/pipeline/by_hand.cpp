#include "pipeline/by_hand.hpp"

#include "config/find.hpp"
#include "pipeline/intake_page.hpp"
#include "text/hash.hpp"

#include <algorithm>

namespace glossd::pipeline {

using model::DeliveryState;
using model::ErrorKind;
using model::fail;
using model::Result;

namespace {

std::string named(std::int64_t post) {
    return "post " + std::to_string(post);
}

// The hops of the source that the order is for.
Result<std::vector<Plan::Hop>> chosen_hops(const config::Config& config, const std::string& source,
                                           const std::vector<std::string>& targets) {
    const Plan plan(config);
    const auto& all = plan.hops(source);
    if (all.empty()) {
        return fail(ErrorKind::not_found, "no route leads from source \"" + source + "\" anywhere");
    }
    if (targets.empty()) return all;
    std::vector<Plan::Hop> chosen;
    for (const auto& name : targets) {
        const auto hop = std::find_if(all.begin(), all.end(),
                                      [&](const auto& one) { return one.target == name; });
        if (hop == all.end()) {
            return fail(ErrorKind::invalid_input, "no route leads from source \"" + source +
                                                      "\" to a target \"" + name + "\"");
        }
        chosen.push_back(*hop);
    }
    return chosen;
}

Result<void> plan(store::Tables& tables, const config::Config& config, const std::string& source,
                  const PublishOrder& order, Planned& planned, model::WallTime now) {
    const auto hops = chosen_hops(config, source, order.targets);
    if (!hops) return tl::make_unexpected(hops.error());
    const auto there = tables.deliveries.of_post(planned.post);
    const auto* settings = config::find_source(config, source);
    for (const auto& hop : *hops) {
        const bool has = std::any_of(there.begin(), there.end(), [&](const auto& delivery) {
            return delivery.target == hop.target;
        });
        if (has) continue;
        const auto delivery = tables.deliveries.plan({.post_id = planned.post,
                                                      .source = source,
                                                      .target = hop.target,
                                                      .language = hop.language.tag(),
                                                      .priority = settings->priority,
                                                      .created = now});
        tables.guards.release(delivery);
        planned.targets.push_back(hop.target);
    }
    if (!planned.targets.empty()) return {};
    return fail(ErrorKind::refused, named(planned.post) +
                                        " has a delivery for each of these targets already; "
                                        "`glossd queue list` shows what waits or is held");
}

Result<Planned> plan_stored(store::Tables& tables, const config::Config& config,
                            const PublishOrder& order, model::WallTime now) {
    const auto stored = tables.posts.get(*order.post);
    if (!stored) return fail(ErrorKind::not_found, "there is no " + named(*order.post));
    if (stored->texts_cleared) {
        return fail(ErrorKind::invalid_input,
                    named(*order.post) + " has no texts any more: [glossd] retention is over");
    }
    Planned planned{*order.post, {}};
    const auto& source = order.source.empty() ? stored->source : order.source;
    if (auto made = plan(tables, config, source, order, planned, now); !made) {
        return tl::make_unexpected(made.error());
    }
    return planned;
}

Result<Planned> plan_new(store::Tables& tables, const config::Config& config,
                         const PublishOrder& order, model::WallTime now) {
    const auto scope =
        config.dedup.scope == config::DedupScope::source ? order.source : std::string();
    const auto hash = text::content_hash(order.content);
    const auto published = order.content.published.value_or(now);
    const auto first = tables.duplicates.find(scope, hash);
    if (!order.again && is_repeat(first, published, config.dedup.ttl)) {
        return fail(ErrorKind::refused, "the same content went out lately, as " +
                                            named(first->post_id) +
                                            "; --again publishes it once more");
    }
    Planned planned{tables.posts.insert(order.source, order.content, hash, now), {}};
    tables.seen.show(order.source, order.content.id, planned.post, now);
    tables.duplicates.insert(scope, hash, planned.post, published, now);
    if (auto made = plan(tables, config, order.source, order, planned, now); !made) {
        return tl::make_unexpected(made.error());
    }
    return planned;
}

// Nothing of it is out, and nothing can be on its way.
bool is_unsent(const model::Delivery& delivery) {
    const bool waits = delivery.state == DeliveryState::planned ||
                       delivery.state == DeliveryState::ready ||
                       delivery.state == DeliveryState::held;
    return waits &&
           std::none_of(delivery.parts.begin(), delivery.parts.end(),
                        [](const auto& part) { return part.state == DeliveryState::published; });
}

}  // namespace

Result<Planned> plan_by_hand(store::Tables& tables, const config::Config& config,
                             const PublishOrder& order, model::WallTime now) {
    if (order.post) return plan_stored(tables, config, order, now);
    const auto known = tables.seen.post_of(order.source, order.content.id);
    if (!known) return plan_new(tables, config, order, now);
    auto stored = order;
    stored.post = known;
    return plan_stored(tables, config, stored, now);
}

Result<std::vector<Retracted>> retract_by_hand(store::Tables& tables, std::int64_t post,
                                               model::WallTime now) {
    if (!tables.posts.get(post)) return fail(ErrorKind::not_found, "there is no " + named(post));
    std::vector<Retracted> all;
    for (const auto& delivery : tables.deliveries.of_post(post)) {
        Retracted retracted{delivery.id, delivery.target, Retracted::Step::nothing};
        if (is_unsent(delivery)) {
            tables.deliveries.drop(delivery.id, now, "retracted by hand");
            retracted.step = Retracted::Step::dropped;
        } else if (delivery.state != DeliveryState::dropped || !delivery.parts.empty()) {
            tables.retractions.ask(delivery.id, now);
            retracted.step = Retracted::Step::to_delete;
        }
        all.push_back(std::move(retracted));
    }
    return all;
}

}  // namespace glossd::pipeline
