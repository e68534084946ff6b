#include "pipeline/repost_alarm.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;
using std::chrono::hours;

std::optional<std::string> pause_of(OutboxWorld& world, const std::string& target) {
    return world.in_ledger([&](store::Tables& tables) -> std::optional<std::string> {
        return tables.pauses.all().contains(target) ? tables.pauses.reason(target)
                                                    : std::string("none");
    });
}

TEST_CASE("the third of one payload within a day is one too many, whatever else goes out") {
    RepostAlarm alarm;
    const auto hello = RepostAlarm::hash_of("hello");
    const model::WallTime start(hours(480'000));
    CHECK_FALSE(alarm.published(hello, start));
    CHECK_FALSE(alarm.published(RepostAlarm::hash_of("other"), start + hours(1)));
    CHECK_FALSE(alarm.published(hello, start + hours(2)));
    SUBCASE("within the day") {
        CHECK(alarm.published(hello, start + hours(23)));
    }
    SUBCASE("a day after the first") {
        CHECK_FALSE(alarm.published(hello, start + hours(24)));
    }
}

TEST_CASE("an account that gets the same a third time is paused for good, and no other is") {
    OutboxWorld world;
    for (int i = 0; i < 5; ++i) world.plan("the same again");
    world.plan("for another", "mx");
    world.start();
    world.run_until_published(3);
    world.settle();
    CHECK(world.desk.account.posts.size() == 3);
    CHECK(pause_of(world, "es")->find("published 3 times within a day") != std::string::npos);
    CHECK(pause_of(world, "mx") == "none");
    Desk other;
    auto mx = world.target;
    mx.name = "mx";
    world.restart(other, mx, {}, "me");
    world.run_until([&] { return other.sender->outbox().counts().published == 1; });
}

TEST_CASE("what went out before a restart counts") {
    OutboxWorld world;
    for (int i = 0; i < 2; ++i) world.plan("the same again");
    world.start();
    world.run_until_published(2);
    world.settle();
    CHECK(pause_of(world, "es") == "none");
    world.plan("the same again");
    world.start();
    world.run_until_published(1);
    world.settle();
    CHECK(pause_of(world, "es") != "none");
}

TEST_CASE("a post on the account that is confirmed for a second delivery pauses the target") {
    OutboxWorld world;
    world.plan("first one");
    const auto second = world.plan("second one");
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "post") return http(200, {{"id", "r1"}});
        return world.reply_to(request);
    };
    world.start();
    world.run_until_published(1);
    world.run_until([&] { return pause_of(world, "es") != "none"; });
    CHECK(pause_of(world, "es")->find("second time") != std::string::npos);
    CHECK(world.row(second).state != DeliveryState::published);
    CHECK(world.sent().size() == 2);
}

}  // namespace
}  // namespace glossd::pipeline
