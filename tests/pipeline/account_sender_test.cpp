#include "pipeline/account_sender.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

// Long enough for three parts at a limit of 40.
const std::string long_text =
    "One sentence stands here. Another sentence stands here. A third sentence stands here.";

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
    sender.wake(true);
    world.run_until_published(1);
    CHECK(world.row(id).parts[0].remote_id == "r2");
    CHECK(world.sent().size() == 1);
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
