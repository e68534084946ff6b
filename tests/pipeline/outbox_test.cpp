#include "pipeline/outbox.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using std::chrono::minutes;

std::vector<std::int64_t> ids(const std::vector<OutboxEntry*>& entries) {
    std::vector<std::int64_t> all;
    for (const auto* entry : entries) all.push_back(entry->delivery.id);
    return all;
}

using DeliveryIds = std::vector<std::int64_t>;

TEST_CASE("an untranslated predecessor blocks for ten minutes and no longer") {
    OutboxWorld world;
    world.engines.clear();
    world.add_engine({}, 1);
    const auto first = world.plan("never answered");
    const auto second = world.plan("second one");
    world.exchange.script = [](const model::Request& request) -> std::optional<model::Reply> {
        const auto body = body_of(request);
        if (body["items"][0]["t"] == "never answered") return std::nullopt;
        return engine_answer(request);
    };
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    world.run_until([&] {
        const auto* entry = outbox.find(second);
        return entry && entry->phase == OutboxEntry::Phase::waiting;
    });
    const auto now = world.loop.now();
    CHECK(outbox.sendable(now).empty());
    CHECK(outbox.due(now) == now + minutes(10));
    CHECK(outbox.sendable(now + minutes(9)).empty());
    CHECK(ids(outbox.sendable(now + minutes(10))) == DeliveryIds{second});
    // What is past is not due again: a timer set for it would never rest.
    CHECK_FALSE(outbox.due(now + minutes(10)));
    CHECK(outbox.find(first)->phase == OutboxEntry::Phase::translating);
}

TEST_CASE("unknown deliveries are offered one at a time, oldest first") {
    OutboxWorld world;
    world.target.order = config::Order::any;
    DeliveryIds all;
    for (const auto* text : {"one", "two", "three"}) all.push_back(world.plan(text));
    world.in_ledger([&](store::Tables& tables) {
        const auto now = model::wall_now();
        for (std::size_t i = 0; i < all.size(); ++i) {
            model::Part part;
            part.key = std::to_string(all[i]);
            tables.deliveries.set_ready(all[i], {}, now);
            if (i == 2) continue;
            tables.deliveries.set_sending(all[i], {part}, now, "dead", now);
            tables.deliveries.set_unknown(all[i], "lost", now);
        }
    });
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    world.settle();
    CHECK(ids(outbox.sendable(world.loop.now())) == DeliveryIds{all[0], all[2]});
    outbox.enter(*outbox.find(all[0]), OutboxEntry::Phase::busy);
    CHECK(ids(outbox.sendable(world.loop.now())) == DeliveryIds{all[2]});
    outbox.finish(all[0]);
    CHECK(ids(outbox.sendable(world.loop.now())) == DeliveryIds{all[1], all[2]});
}

TEST_CASE("a load from the start that was asked for during another is not forgotten") {
    OutboxWorld world;
    world.target.approve = true;
    const auto held = world.plan("first one");
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    world.settle();
    const auto later = world.plan("second one");
    // The load of the second is on its way when the first is set free.
    outbox.refill(false);
    world.database->submit(
        [held](store::Tables& tables) { return tables.deliveries.retry(held, model::wall_now()); },
        [](const model::Result<void>&) {});
    outbox.refill(true);
    world.settle();
    CHECK(outbox.find(held) != nullptr);
    CHECK(world.row(later).state == model::DeliveryState::held);
}

TEST_CASE("a source that no route joins to the target any more is held") {
    OutboxWorld world;
    world.config.routes[0].sources = {"another"};
    const auto id = world.plan("first one");
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    world.settle();
    CHECK(world.row(id).state == model::DeliveryState::held);
    CHECK(world.row(id).reason == "no route joins source news to this target");
}

TEST_CASE("more deliveries than the window holds all pass through it") {
    OutboxWorld world;
    world.in_ledger([](store::Tables& tables) {
        for (int i = 0; i < 600; ++i) {
            model::Post post;
            post.id = std::to_string(i);
            const auto now = model::wall_now();
            const auto stored = tables.posts.insert("news", post, std::string(32, 'h'), now);
            tables.deliveries.set_ready(
                tables.deliveries.plan({stored, "news", "es", "es", 0, now}), {}, now);
        }
    });
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    std::int64_t last = 0;
    for (int passed = 0; passed < 600; ++passed) {
        std::vector<OutboxEntry*> next;
        world.run_until([&] {
            next = outbox.sendable(world.loop.now());
            return !next.empty();
        });
        CHECK(next[0]->delivery.id > last);
        last = next[0]->delivery.id;
        outbox.finish(last);
    }
}

}  // namespace
}  // namespace glossd::pipeline
