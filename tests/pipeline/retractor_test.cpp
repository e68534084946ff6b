// Deleting what was published, through the account's lane.
#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

std::vector<Retracted> retract(OutboxWorld& world, std::int64_t delivery) {
    const auto post = world.row(delivery).post_id;
    auto retracted = world.in_ledger(
        [post](store::Tables& tables) { return retract_by_hand(tables, post, model::wall_now()); });
    if (world.desk.sender) world.desk.sender->wake(true);
    return retracted;
}

bool is_deleted(OutboxWorld& world, std::int64_t delivery) {
    return world.in_ledger([delivery](store::Tables& tables) {
        const auto state = tables.retractions.get(delivery);
        return state && state->done && state->reason.empty();
    });
}

}  // namespace

TEST_CASE("a thread that is retracted is deleted whole, from its end") {
    OutboxWorld world;
    const auto id = world.plan(
        "One sentence stands here. Another sentence stands here. A third sentence stands here.");
    world.start({.limit = 40});
    world.run_until_published(1);
    const auto parts = world.row(id).parts.size();
    REQUIRE(parts > 1);
    CHECK(retract(world, id)[0].step == Retracted::Step::to_delete);
    world.settle();
    CHECK(is_deleted(world, id));
    CHECK(world.desk.account.texts().empty());
    CHECK(world.desk.account.deleted.size() == parts);
    CHECK(world.desk.account.deleted.back() == "r1");
}

TEST_CASE("what was never sent is dropped and nothing is asked of the account") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    CHECK(retract(world, id)[0].step == Retracted::Step::dropped);
    world.start();
    world.settle();
    CHECK(world.row(id).state == DeliveryState::dropped);
    CHECK(world.sent().empty());
    CHECK(world.desk.account.deleted.empty());
}

TEST_CASE("a service that is down is asked again until the copy is gone") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.start();
    world.run_until_published(1);
    world.desk.account.moods = {Mood::down, Mood::down};
    retract(world, id);
    world.run_until([&] { return world.desk.account.texts().empty(); });
    world.settle();
    CHECK(is_deleted(world, id));
}

TEST_CASE("a copy that may not be deleted stays, with the reason") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.start();
    world.run_until_published(1);
    world.desk.account.moods = {Mood::refuses};
    retract(world, id);
    world.settle();
    const auto state =
        world.in_ledger([id](store::Tables& tables) { return *tables.retractions.get(id); });
    CHECK(state.done);
    CHECK_FALSE(state.reason.empty());
    CHECK(world.desk.account.texts().size() == 1);
}

TEST_CASE("what may have arrived is deleted once it has been found") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.desk.account.moods = {Mood::accepts_silently};
    bool asked = false;
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) != "timeline" || asked) return;
        asked = true;
        const auto post = world.committed(id).post_id;
        world.database->submit(
            [post](store::Tables& tables) { retract_by_hand(tables, post, model::wall_now()); },
            [](const model::Result<void>&) {});
    };
    world.start();
    world.run_until_published(1);
    world.desk.sender->wake(true);
    world.run_until([&] { return world.desk.account.texts().empty(); });
    world.settle();
    CHECK(is_deleted(world, id));
}

TEST_CASE("a paused target sends nothing, deletes what shall be gone, and goes on when resumed") {
    OutboxWorld world;
    const auto out = world.plan("first one");
    auto& sender = world.start();
    world.run_until_published(1);
    sender.outbox().pause(true);
    world.plan("second one");
    retract(world, out);
    world.run_until([&] { return world.desk.account.texts().empty(); });
    world.settle();
    CHECK(world.sent().size() == 1);
    CHECK_FALSE(sender.due().has_value());
    sender.outbox().pause(false);
    world.run_until_published(2);
    CHECK(world.sent().size() == 2);
}

TEST_CASE("a delayed post goes out when its time has come") {
    OutboxWorld world;
    world.delay = model::Duration(60);
    world.plan("first one");
    world.delay = {};
    world.plan("second one");
    world.start();
    world.run_until_published(2);
    CHECK(world.desk.account.texts() ==
          std::vector<std::string>{"traducido second one listo", "traducido first one listo"});
}

}  // namespace glossd::pipeline
