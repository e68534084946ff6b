// A ledger that was put back, and an account that knows more.
#include "pipeline/recognition.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;
using std::chrono::hours;
using std::chrono::minutes;

constexpr FakePublisher::Traits telling{.names_application = true};

struct OnAccount {
    std::string id;
    model::WallTime created;
};

// With our application's name, newest first.
void show_own(OutboxWorld& world, const std::vector<OnAccount>& posts) {
    world.desk.account.own = json::array();
    for (const auto& post : posts) {
        world.desk.account.own.push_back(
            {{"id", post.id}, {"created", post.created.time_since_epoch().count()}});
    }
}

// Posts dated so long ago, one for each.
std::vector<std::int64_t> plan_aged(OutboxWorld& world, const std::vector<model::Duration>& ages) {
    std::vector<std::int64_t> ids;
    for (const auto age : ages) {
        world.dated = model::wall_now() - age;
        ids.push_back(world.plan("post number " + std::to_string(ids.size())));
    }
    return ids;
}

bool is_restored_hold(const model::Delivery& delivery) {
    return delivery.state == DeliveryState::held &&
           delivery.reason.find("this ledger does not know") != std::string::npos;
}

int asked_for_own(const OutboxWorld& world) {
    int asked = 0;
    for (const auto& request : world.exchange.requests) asked += url_of(request) == "own" ? 1 : 0;
    return asked;
}

TEST_CASE("what is dated before a post of ours that the ledger does not know is held") {
    OutboxWorld world;
    const auto ids = plan_aged(world, {hours(30), hours(3), hours(1)});
    show_own(world, {{"elsewhere", model::wall_now() - hours(2)}});
    world.start(telling);
    world.run_until_published(1);
    CHECK(is_restored_hold(world.row(ids[0])));
    CHECK(is_restored_hold(world.row(ids[1])));
    CHECK(world.row(ids[2]).state == DeliveryState::published);
    CHECK(world.counts().held == 2);
    CHECK(world.desk.account.posts.size() == 1);
}

TEST_CASE("an account whose newest post of ours is known, or that has none, holds nothing up") {
    OutboxWorld world;
    plan_aged(world, {hours(4)});
    world.start(telling);
    world.run_until_published(1);
    plan_aged(world, {hours(3)});
    show_own(world, {{"r1", model::wall_now()}, {"elsewhere", model::wall_now() - hours(1)}});
    world.start(telling);
    world.run_until_published(1);
    CHECK(asked_for_own(world) == 2);
    CHECK(world.counts().held == 0);
}

TEST_CASE("a post that the ledger knows under the former name of the target is known") {
    OutboxWorld world;
    world.in_ledger([](store::Tables& tables) {
        model::Post post;
        post.id = "before";
        const auto now = model::wall_now();
        const auto stored = tables.posts.insert("news", post, std::string(32, 'x'), now);
        const auto id = tables.deliveries.plan({stored, "news", "former", "es", 0, now});
        tables.deliveries.set_ready(id, {}, now);
        tables.deliveries.set_sending(id, {{.number = 0, .key = "k"}}, now, "me", now);
        tables.deliveries.set_part_published(id, 0, "known", "", now);
        tables.deliveries.set_published(id, now);
    });
    plan_aged(world, {hours(3)});
    show_own(world, {{"known", model::wall_now()}});
    world.start(telling);
    world.run_until_published(1);
}

TEST_CASE("what is read later and dated before is held too, what a person releases goes") {
    OutboxWorld world;
    const auto first = plan_aged(world, {hours(3)});
    show_own(world, {{"elsewhere", model::wall_now() - hours(2)}});
    world.start(telling);
    world.run_until_held(1);
    const auto later = plan_aged(world, {hours(5), minutes(10)});
    world.desk.sender->wake(false);
    world.run_until_published(1);
    CHECK(is_restored_hold(world.row(later[0])));
    CHECK(world.row(later[1]).state == DeliveryState::published);
    const auto chosen = world.in_ledger([](store::Tables& tables) {
        return tables.guards.choose({.guard = store::Guard::restored}, 1, model::wall_now());
    });
    CHECK(chosen == store::Chosen{1, 1});
    world.desk.sender->wake(true);
    world.run_until_published(2);
    CHECK(world.row(first[0]).state == DeliveryState::dropped);
    world.start(telling);
    world.settle();
    CHECK(world.row(later[0]).state == DeliveryState::published);
}

TEST_CASE("posts without a date are held while they may be old ones") {
    OutboxWorld world;
    world.dated.reset();
    const auto id = world.plan("no date on this");
    show_own(world, {{"elsewhere", model::wall_now() - hours(2)}});
    world.start(telling);
    world.run_until_held(1);
    CHECK(is_restored_hold(world.row(id)));

    const auto now = model::wall_now();
    store::StoredPost post;
    post.seen_at = now;
    CHECK(is_suspect({now - hours(9), now - minutes(30)}, post, now));
    CHECK_FALSE(is_suspect({now - hours(9), now - hours(2)}, post, now));
    post.post.published = now - hours(20);
    CHECK(is_suspect({now - hours(9), now - hours(2)}, post, now));
    CHECK_FALSE(is_suspect({now - hours(9), now - hours(40 * 24)}, post, now));
}

TEST_CASE("what is in doubt is read back before the account is judged by it") {
    OutboxWorld world;
    const auto first = plan_aged(world, {hours(2)});
    world.desk.account.moods = {Mood::accepts_silently};
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "timeline") return std::nullopt;
        return world.reply_to(request);
    };
    world.start(telling);
    world.run_until([&] { return world.exchange.open.size() == 1; });
    // The process dies here; the account has the post and nobody has written down its id.
    world.exchange.open.clear();
    show_own(world, {{"r1", model::wall_now()}});
    world.exchange.script = [&](const model::Request& request) { return world.reply_to(request); };
    plan_aged(world, {hours(1)});
    world.start(telling, "another");
    world.run_until_published(2);
    CHECK(world.row(first[0]).state == DeliveryState::published);
    CHECK(world.row(first[0]).parts[0].remote_id == "r1");
    CHECK(world.counts().held == 0);
    CHECK(world.desk.account.posts.size() == 2);
}

// A delivery that was sent then, and of which nobody knows what became.
void leave_in_doubt(OutboxWorld& world, const std::string& target, model::WallTime when) {
    world.in_ledger([&](store::Tables& tables) {
        model::Post post;
        post.id = target;
        const auto stored = tables.posts.insert("news", post, std::string(32, 'x'), when);
        const auto id = tables.deliveries.plan({stored, "news", target, "es", 0, when});
        tables.deliveries.set_ready(id, {}, when);
        tables.deliveries.set_sending(id, {{.number = 0, .key = "k"}}, when, "me", when);
        tables.deliveries.set_unknown(id, "timeout", when);
        tables.deliveries.hold(id, "it cannot be read back", when);
    });
}

std::optional<model::WallTime> newest_of(OutboxWorld& world,
                                         const std::vector<publishers::OwnPost>& own,
                                         const Judging& judging = {{}, model::wall_now()}) {
    return world.in_ledger(
        [&](store::Tables& tables) { return newest_unknown(tables, {own}, judging); });
}

TEST_CASE("a post near an attempt that nobody could clear up is not taken for a stranger") {
    OutboxWorld world;
    const auto now = model::wall_now();
    leave_in_doubt(world, "es", now - hours(5));
    CHECK_FALSE(newest_of(world, {{"a", now - hours(5)}}).has_value());
    CHECK(newest_of(world, {{"a", now - hours(3)}}) == now - hours(3));
    CHECK(newest_of(world, {{"a", now - hours(5)}, {"b", now - hours(9)}}) == now - hours(5));
}

TEST_CASE("an attempt that nobody could clear up explains one post and no second one") {
    OutboxWorld world;
    const auto now = model::wall_now();
    const std::vector<publishers::OwnPost> two{{"a", now - minutes(290)}, {"b", now - hours(5)}};
    leave_in_doubt(world, "es", now - hours(5));
    CHECK(newest_of(world, two) == now - minutes(290));
    CHECK_FALSE(
        newest_of(world, two, {.elsewhere = {}, .began = now, .resends = true}).has_value());
    leave_in_doubt(world, "former", now - hours(5));
    CHECK_FALSE(newest_of(world, two).has_value());
}

TEST_CASE("an attempt that went to another account explains nothing on this one") {
    OutboxWorld world;
    const auto now = model::wall_now();
    leave_in_doubt(world, "fr", now - minutes(10));
    CHECK(newest_of(world, {{"a", now - minutes(10)}}, {{"fr"}, now}) == now - minutes(10));
    CHECK_FALSE(newest_of(world, {{"a", now - minutes(10)}}).has_value());
}

TEST_CASE("a post that a target with a sign-in of its own published to the same account is known") {
    OutboxWorld world;
    plan_aged(world, {hours(1)});
    world.start(telling);
    world.run_until_published(1);
    const auto later = model::wall_now() + hours(1);
    CHECK_FALSE(newest_of(world, {{"r1", later}}, {{"es"}, later}).has_value());
    CHECK(newest_of(world, {{"r2", later}}, {{"es"}, later}) == later);
}

TEST_CASE("what another target has just sent to the same account hides nothing older") {
    OutboxWorld world;
    const auto began = model::wall_now();
    plan_aged(world, {hours(1)});
    world.start(telling);
    world.run_until_published(1);
    CHECK(newest_of(world, {{"r1", began}, {"elsewhere", began - hours(2)}}, {{}, began}) ==
          began - hours(2));
    CHECK_FALSE(
        newest_of(world, {{"r1", began}, {"elsewhere", began - hours(2)}}, {{}, began + hours(1)}));
}

TEST_CASE("a service that names no application is believed unless this ledger is a copy") {
    OutboxWorld world;
    const auto ids = plan_aged(world, {hours(3)});
    world.in_ledger([](store::Tables& tables) {
        tables.meta.put(store::Meta::copied, "1");
        tables.meta.note_start(model::wall_now());
    });
    SUBCASE("and what may be sent again safely is sent") {
        world.start({.repeat_is_safe = true});
        world.run_until_published(1);
    }
    SUBCASE("and all from before it was put back is held") {
        world.start();
        world.run_until_held(1);
        CHECK(is_restored_hold(world.row(ids[0])));
        world.dated = model::wall_now() + hours(1);
        world.plan("later than that");
        world.desk.sender->wake(false);
        world.run_until_published(1);
    }
}

TEST_CASE("a service that will not say whose posts these are does not stop the account") {
    OutboxWorld world;
    plan_aged(world, {hours(3)});
    world.desk.account.own_status = 400;
    world.start(telling);
    world.run_until_published(1);
    CHECK(asked_for_own(world) == 1);
}

}  // namespace
}  // namespace glossd::pipeline
