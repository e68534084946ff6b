// An attempt whose end is not known: read back, adopted, sent again or held.
#include "outbox_world.hpp"
#include "pipeline/account_sender.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

TEST_CASE("an answer that was lost is read back and found, and nothing is sent twice") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.desk.account.moods = {Mood::accepts_silently};
    world.start();
    world.run_until_published(1);
    CHECK(world.desk.account.posts.size() == 1);
    CHECK(world.sent().size() == 1);
    CHECK(world.row(id).parts[0].remote_id == "r1");
}

TEST_CASE("equal texts whose answers were lost are each matched to a post of their own") {
    OutboxWorld world;
    const auto first = world.plan("the same text");
    const auto second = world.plan("the same text");
    world.desk.account.moods = {Mood::accepts_silently, Mood::accepts_silently};
    world.start();
    world.run_until_published(2);
    CHECK(world.row(first).parts[0].remote_id == "r1");
    CHECK(world.row(second).parts[0].remote_id == "r2");
    CHECK(world.desk.account.posts.size() == 2);
}

TEST_CASE("a refusal as a duplicate is read back, and adopted or held but never sent again") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    SUBCASE("what an earlier attempt left there is adopted") {
        world.desk.account.moods = {Mood::loses, Mood::has_it};
        world.before_reply = [&](const model::Request& request) {
            // It arrives after all, between the second reading and the second attempt.
            if (url_of(request) != "post" || world.desk.account.moods.size() != 1) return;
            world.desk.account.posts.push_back(
                {{"id", "late"}, {"payload", "traducido first one listo"}});
        };
        world.start();
        world.run_until_published(1);
        CHECK(world.row(id).parts[0].remote_id == "late");
        CHECK(world.sent().size() == 2);
    }
    SUBCASE("what is not there is a matter for a person") {
        world.desk.account.moods = {Mood::has_it};
        world.plan("second one");
        world.start();
        world.run_until_published(1);
        world.settle();
        CHECK(world.row(id).state == DeliveryState::held);
        CHECK(world.row(id).reason.find("refuses this as a duplicate") != std::string::npos);
        CHECK(world.sent().size() == 2);
    }
}

TEST_CASE("a lost post is sent again with the same key only after two reads past the settle time") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.desk.account.moods = {Mood::loses};
    std::vector<model::WallTime> reads;
    model::WallTime began;
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) == "timeline") {
            reads.push_back(model::wall_now());
            began = *world.committed(id).parts[0].attempt_started;
            CHECK(world.committed(id).state == DeliveryState::unknown);
        }
    };
    world.target.settle = model::Duration(30);
    world.start();
    world.run_until_published(1);
    REQUIRE(reads.size() >= 2);
    CHECK(reads.back() >= began + world.target.settle);
    const auto sent = world.sent();
    REQUIRE(sent.size() == 2);
    CHECK(sent[0] == sent[1]);
    CHECK(world.desk.account.posts.size() == 1);
}

TEST_CASE("a post that appears between the two reads is not sent again") {
    OutboxWorld world;
    world.plan("first one");
    world.desk.account.moods = {Mood::loses};
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) != "timeline" || world.exchange.count("timeline") != 2) return;
        world.desk.account.posts.push_back(
            {{"id", "late"}, {"payload", "traducido first one listo"}});
    };
    world.start();
    world.run_until_published(1);
    CHECK(world.sent().size() == 1);
    CHECK(world.desk.account.posts.size() == 1);
}

TEST_CASE("reading back goes on while the service is down and holds when it is refused") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.desk.account.moods = {Mood::loses};
    int reads = 0;
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) != "timeline") return world.reply_to(request);
        return http(++reads < 3 ? 500 : 413);
    };
    world.start();
    world.run_until_held(1);
    CHECK(reads == 3);
    CHECK(world.sent().size() == 1);
    CHECK(world.row(id).reason.find("reading back failed") != std::string::npos);
}

TEST_CASE("what cannot be read back is held") {
    for (const bool can_look_up : {true, false}) {
        OutboxWorld world;
        const auto id = world.plan("first one");
        world.desk.account.moods = {Mood::accepts_silently};
        if (can_look_up) world.target.on_unknown = config::OnUnknown::hold;
        world.start({.can_look_up = can_look_up});
        world.run_until_held(1);
        CHECK(world.row(id).state == DeliveryState::held);
        CHECK(world.sent().size() == 1);
        CHECK(world.exchange.count("timeline") == 0);
    }
}

TEST_CASE("hold holds even where a repeat is safe") {
    OutboxWorld world;
    world.plan("first one");
    world.desk.account.moods = {Mood::loses};
    world.target.on_unknown = config::OnUnknown::hold;
    world.start({.can_look_up = false, .repeat_is_safe = true});
    world.run_until_held(1);
    CHECK(world.sent().size() == 1);
}

TEST_CASE("resend, or a repeat that is safe, sends the same key again") {
    for (const bool safe : {true, false}) {
        OutboxWorld world;
        world.plan("first one");
        world.desk.account.moods = {Mood::loses};
        if (!safe) world.target.on_unknown = config::OnUnknown::resend;
        world.start({.can_look_up = false, .repeat_is_safe = safe});
        world.run_until_published(1);
        const auto sent = world.sent();
        REQUIRE(sent.size() == 2);
        CHECK(sent[0] == sent[1]);
    }
}

TEST_CASE("a result that could not be recorded is found out instead of being sent again") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    const auto taken = world.plan("already there");
    world.in_ledger([&](store::Tables& tables) {
        const auto now = model::wall_now();
        model::Part part;
        part.key = "k";
        tables.deliveries.set_ready(taken, {}, now);
        tables.deliveries.set_sending(taken, {part}, now, "me", now);
        tables.deliveries.set_part_published(taken, 0, "r1", "", now);  // so r1 is refused
        tables.deliveries.set_published(taken, now);
    });
    auto& sender = world.start();
    world.run_until([&] { return world.counts().failed == 1; });
    world.settle();
    CHECK(world.row(id).state == DeliveryState::sending);
    world.desk.account.posts.push_back({{"id", "r2"}, {"payload", "traducido first one listo"}});
    // One id for two deliveries raised the alarm; somebody has looked.
    CHECK(sender.outbox().paused());
    sender.outbox().pause(false);
    sender.wake(true);
    world.run_until_published(1);
    CHECK(world.row(id).parts[0].remote_id == "r2");
    CHECK(world.sent().size() == 1);
}

}  // namespace
}  // namespace glossd::pipeline
