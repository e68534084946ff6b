#include "pipeline/account_sender.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

TEST_CASE("posts go out in the source's order") {
    OutboxWorld world;
    for (const auto* text : {"first one", "second one", "third one"}) world.plan(text);
    world.start();
    world.run_until_published(3);
    CHECK(world.desk.account.texts() == std::vector<std::string>{"traducido first one listo",
                                                                 "traducido second one listo",
                                                                 "traducido third one listo"});
}

TEST_CASE("strict sends one at a time, any order uses all of its concurrency") {
    for (const auto order : {config::Order::strict, config::Order::any}) {
        OutboxWorld world;
        world.target.order = order;
        world.target.limits.max_concurrent = 3;
        for (const auto* text : {"first one", "second one", "third one", "fourth one"}) {
            world.plan(text);
        }
        world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
            if (url_of(request) == "post") return std::nullopt;
            return world.reply_to(request);
        };
        world.start();
        const std::size_t most = order == config::Order::any ? 3 : 1;
        world.run_until([&] { return world.exchange.open.size() == most; });
        world.in_ledger([](store::Tables&) {});
        CHECK(world.exchange.open.size() == most);
    }
}

TEST_CASE("what is sent is committed as sending, with its key and payload, before it leaves") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    int looked = 0;
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) != "post") return;
        ++looked;
        const auto row = world.committed(id);
        CHECK(row.state == DeliveryState::sending);
        REQUIRE(row.parts.size() == 1);
        CHECK(row.parts[0].key == body_of(request)["key"]);
        CHECK(row.parts[0].payload == body_of(request)["payload"]);
        CHECK(row.parts[0].attempt_started.has_value());
    };
    world.start();
    world.run_until_published(1);
    CHECK(looked == 1);
    const auto row = world.row(id);
    CHECK(row.state == DeliveryState::published);
    CHECK(row.parts[0].remote_id == "r1");
}

TEST_CASE("a delivery that is dropped while it is translated is not sent, and the next one goes") {
    OutboxWorld world;
    const auto dropped = world.plan("first one");
    world.plan("second one");
    world.exchange.script = [&](const model::Request& request) {
        // The translation is recorded behind this, and the sending behind that.
        if (url_of(request) == "llm") {
            world.database->submit(
                [dropped](store::Tables& tables) {
                    tables.deliveries.drop(dropped, model::wall_now());
                },
                [](const model::Result<void>&) {});
        }
        return world.reply_to(request);
    };
    world.start();
    world.run_until_published(1);
    CHECK(world.desk.account.texts() == std::vector<std::string>{"traducido second one listo"});
    CHECK(world.row(dropped).state == DeliveryState::dropped);
}

TEST_CASE("a refused post is held with its reason and the next one goes") {
    OutboxWorld world;
    const auto first = world.plan("first one");
    world.plan("second one");
    world.desk.account.moods = {Mood::refuses};
    world.start();
    world.run_until_published(1);
    CHECK(world.row(first).state == DeliveryState::held);
    CHECK(world.row(first).reason == "rejected: status 400");
    CHECK(world.desk.account.texts() == std::vector<std::string>{"traducido second one listo"});
}

TEST_CASE("a post that no engine translates is held and never published in its own language") {
    OutboxWorld world;
    world.refused_texts = {"first one"};
    const auto first = world.plan("first one");
    world.plan("second one");
    world.start();
    world.run_until_published(1);
    CHECK(world.row(first).state == DeliveryState::held);
    CHECK(world.row(first).reason.find("llm: cannot do this") != std::string::npos);
    CHECK(world.desk.account.texts() == std::vector<std::string>{"traducido second one listo"});
}

TEST_CASE("a service that is down blocks the order, and the same key and payload go again") {
    OutboxWorld world;
    world.plan("first one");
    world.plan("second one");
    world.desk.account.moods = {Mood::down, Mood::down};
    world.start();
    world.run_until_published(2);
    const auto sent = world.sent();
    REQUIRE(sent.size() == 4);
    CHECK(sent[0] == sent[1]);
    CHECK(sent[0] == sent[2]);
    CHECK(sent[3]["payload"] == "traducido second one listo");
    CHECK(world.desk.account.posts.size() == 2);
}

TEST_CASE("a thread goes out part by part, each in reply to the one before") {
    OutboxWorld world;
    const auto id = world.plan(long_text);
    world.plan("the next post");
    world.start({.limit = 40});
    world.run_until_published(2);
    const auto sent = world.sent();
    REQUIRE(sent.size() >= 4);
    const auto parts = world.row(id).parts;
    REQUIRE(parts.size() == sent.size() - 1);
    std::set<std::string> keys;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(sent[i]["payload"] == parts[i].payload);
        CHECK(sent[i]["reply_to"] == (i == 0 ? "" : parts[i - 1].remote_id));
        keys.insert(parts[i].key);
    }
    CHECK(keys.size() == parts.size());
}

TEST_CASE("a thread cut off by a crash resumes at its first unconfirmed part") {
    OutboxWorld world;
    const auto id = world.plan(long_text);
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        const bool second = url_of(request) == "post" && body_of(request)["reply_to"] == "r1";
        if (second && world.desk.account.posts.size() == 1) return std::nullopt;
        return world.reply_to(request);
    };
    world.start({.limit = 40}, "dead");
    world.run_until([&] { return world.exchange.open.size() == 1; });
    const auto lost = body_of(world.exchange.open.front().request);
    world.in_ledger([](store::Tables& tables) {
        CHECK(tables.deliveries.void_leases_of_other_owners("me", model::wall_now()) == 1);
    });
    // The dead process' request never arrived; its successor sends the same part again.
    world.exchange.script = [&](const model::Request& request) { return world.reply_to(request); };
    world.start({.limit = 40}, "me");
    world.run_until_published(1);
    const auto parts = world.row(id).parts;
    CHECK(world.desk.account.posts.size() == parts.size());
    CHECK(world.sent()[2] == lost);
    CHECK(world.exchange.count("timeline") == 2);
}

TEST_CASE("the attempt counts from the call that may have posted, not from an upload before it") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    world.desk.account.moods = {Mood::uploads_first};
    std::vector<model::WallTime> attempts;
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) != "post") return;
        attempts.push_back(*world.committed(id).parts[0].attempt_started);
        // The clock of the ledger counts milliseconds; let one pass.
        while (model::wall_now() == attempts.back()) continue;
    };
    world.start();
    world.run_until_published(1);
    const auto sent = world.sent();
    REQUIRE(sent.size() == 2);
    CHECK(sent[1]["progress"] == "media 1");
    CHECK(attempts[1] > attempts[0]);
    CHECK(world.row(id).parts[0].progress == "media 1");
}

TEST_CASE("what waits for a moment is due until it is taken up, however late that is") {
    OutboxWorld world;
    world.plan("first one");
    world.desk.account.moods = {Mood::needs_time};
    auto& sender = world.start();
    world.run_until([&] { return !world.sent().empty() && sender.due(); });
    REQUIRE(*sender.due() - world.loop.now() < std::chrono::seconds(1));
    while (world.loop.now() <= *sender.due()) continue;
    CHECK(sender.due());
    world.run_until_published(1);
    CHECK_FALSE(sender.due());
}

TEST_CASE("stopping records what is in flight and starts nothing more") {
    OutboxWorld world;
    const auto first = world.plan("first one");
    const auto second = world.plan("second one");
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "post") return std::nullopt;
        return world.reply_to(request);
    };
    auto& sender = world.start();
    world.run_until([&] { return world.exchange.open.size() == 1; });
    sender.stop();
    world.exchange.answer(http(200, {{"id", "r1"}}));
    world.settle();
    CHECK(world.row(first).state == DeliveryState::published);
    CHECK(world.row(second).state == DeliveryState::ready);
    CHECK(world.sent().size() == 1);
}

TEST_CASE("approve holds every translation for a person, whose word sends it") {
    OutboxWorld world;
    world.target.approve = true;
    const auto id = world.plan("first one");
    auto& sender = world.start();
    world.run_until_held(1);
    CHECK(world.row(id).reason == "waits for your approval");
    CHECK(world.sent().empty());
    world.in_ledger(
        [id](store::Tables& tables) { return tables.deliveries.retry(id, model::wall_now()); });
    sender.wake(true);
    world.run_until_published(1);
    CHECK(world.sent().size() == 1);
}

TEST_CASE("the hourly ceiling holds in both orders, also for what is in flight") {
    for (const auto order : {config::Order::strict, config::Order::any}) {
        OutboxWorld world;
        world.target.order = order;
        world.target.max_per_hour = 2;
        world.target.limits.max_concurrent = 4;
        for (const auto* text : {"first one", "second one", "third one", "fourth one"}) {
            world.plan(text);
        }
        auto& sender = world.start();
        world.run_until_published(2);
        world.settle();
        CHECK(world.sent().size() == 2);
        REQUIRE(sender.due());
        CHECK(*sender.due() - world.loop.now() > std::chrono::minutes(59));
        // It knows after a restart, too.
        world.start();
        world.settle();
        CHECK(world.sent().size() == 2);
    }
}

TEST_CASE("a part that failed leaves its place under the ceiling to the next attempt") {
    OutboxWorld world;
    world.target.max_per_hour = 1;
    world.plan("first one");
    world.desk.account.moods = {Mood::down, Mood::down};
    world.start();
    world.run_until_published(1);
    CHECK(world.sent().size() == 3);
}

TEST_CASE("a failing account does not hold up another") {
    OutboxWorld world;
    auto other = world.target;
    other.name = "mx";
    Desk failing;
    world.plan("first one");
    world.plan("first one", "mx");
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "account" && world.exchange.count("account") == 1) return http(401);
        return world.reply_to(request);
    };
    world.restart(failing, other, {}, "me");
    world.run_until([&] { return failing.lane->lane().parked().has_value(); });
    world.start();
    world.run_until_published(1);
    CHECK(failing.sender->outbox().counts().published == 0);
    failing.sender->stop();
}

TEST_CASE("the account's facts are asked once, before anything is sent") {
    OutboxWorld world;
    world.start();
    world.settle();
    CHECK(world.exchange.count("account") == 0);
    world.plan("first one");
    world.plan("second one");
    world.desk.sender->wake(false);
    world.run_until_published(2);
    CHECK(world.exchange.count("account") == 1);
}

}  // namespace
}  // namespace glossd::pipeline
