#include "pipeline/intake.hpp"

#include "fixture.hpp"

namespace glossd::pipeline {
namespace {

// A page is a list of texts; 410 is gone.
class FakeSource : public sources::Source {
  public:
    model::Request request(const sources::Cursor& cursor) const override {
        return model::HttpRequest{.url = "feed", .body = json{{"cursor", cursor.state}}.dump()};
    }
    tl::expected<sources::Page, model::Outcome> read(const sources::Cursor&,
                                                     const model::Reply& reply,
                                                     model::WallTime now) const override {
        sources::Page page;
        const auto* answer = std::get_if<model::HttpReply>(&reply);
        page.gone = answer && answer->status == 410;
        if (page.gone) return page;
        const auto outcome = outcome_of(reply);
        if (outcome.kind != model::OutcomeKind::ok) return tl::make_unexpected(outcome);
        const auto body = json::parse(answer->body);
        for (const auto& text : body.at("texts")) {
            model::Post post;
            post.id = post.text = text;
            post.published = now;
            page.posts.push_back(post);
        }
        page.next.state = body.value("cursor", "");
        page.more = body.value("more", false);
        return page;
    }
};

class IntakeWorld : public World {
  public:
    IntakeWorld() {
        rules.source.name = "news";
        rules.source.url = "https://example.org/feed";
        rules.source.poll_interval = std::chrono::minutes(5);
        rules.source.first_run.kind = config::FirstRun::Kind::all;
        rules.dedup.ttl = std::chrono::hours(1);
        rules.hops = {{"es", language("es"), {0}}};
        exchange.script = [this](const model::Request&) -> std::optional<model::Reply> {
            auto reply = replies.front();
            replies.pop_front();
            return reply;
        };
    }

    Intake& start(bool repeat = false, model::Instant first = {}) {
        intake_.reset();
        lane_ = make_lane("host", 1);
        Intake::Events events{[this] { ++planned; },
                              [this](const IntakeCounts& more) { counts += more; },
                              [this] { ++failed; }};
        intake_ = std::make_unique<Intake>(loop, *database, exchange, *lane_,
                                           std::make_unique<FakeSource>(), rules, events, activity);
        intake_->start(repeat, first);
        settle();
        return *intake_;
    }

    store::SourceState state() {
        return in_ledger([](store::Tables& tables) { return tables.cursors.get("news"); });
    }

    IntakeRules rules;
    std::deque<model::Reply> replies;
    IntakeCounts counts;
    int planned = 0;
    int failed = 0;

  private:
    std::unique_ptr<flow::LaneDriver> lane_;
    std::unique_ptr<Intake> intake_;
};

TEST_CASE("a poll stores its page, says so, and goes on from its cursor") {
    IntakeWorld world;
    world.replies = {http(200, {{"texts", {"one post"}}, {"cursor", "A"}}),
                     http(200, {{"texts", json::array()}, {"cursor", "B"}})};
    world.start();
    CHECK(world.counts.fresh == 1);
    CHECK(world.planned == 1);
    world.start();
    CHECK(body_of(world.exchange.requests[1])["cursor"] == "A");
    CHECK(world.state().cursor == "B");
    CHECK(world.planned == 1);
}

TEST_CASE("a source with more to say is asked again at once") {
    IntakeWorld world;
    world.replies = {http(200, {{"texts", {"one post"}}, {"cursor", "A"}, {"more", true}}),
                     http(200, {{"texts", {"another one"}}, {"cursor", "B"}})};
    CHECK(world.start().requests() == 2);
    CHECK(world.counts.fresh == 2);
}

TEST_CASE("a failed poll keeps the cursor, and the next start waits for its time") {
    IntakeWorld world;
    world.replies = {http(200, {{"texts", json::array()}, {"cursor", "A"}}), http(500)};
    world.start();
    world.start();
    CHECK(world.failed == 1);
    const auto state = world.state();
    CHECK(state.cursor == "A");
    CHECK(state.failures == 1);
    REQUIRE(state.next_poll);
    CHECK(state.next_poll->at - state.next_poll->set_at == world.rules.source.poll_interval);
    auto& intake = world.start();
    CHECK(intake.requests() == 0);
    REQUIRE(intake.due());
    CHECK(*intake.due() > world.loop.now() + std::chrono::minutes(4));
}

TEST_CASE("a first poll that is not due yet is waited for, but not beyond the interval") {
    IntakeWorld world;
    auto& soon = world.start(true, world.loop.now() + std::chrono::minutes(2));
    CHECK(soon.requests() == 0);
    REQUIRE(soon.due());
    CHECK(*soon.due() > world.loop.now() + std::chrono::minutes(1));
    CHECK(*soon.due() <= world.loop.now() + std::chrono::minutes(2));
    auto& late = world.start(true, world.loop.now() + std::chrono::hours(2));
    REQUIRE(late.due());
    CHECK(*late.due() <= world.loop.now() + world.rules.source.poll_interval);
}

TEST_CASE("a source that is gone is not polled until its url changes") {
    IntakeWorld world;
    world.rules.source.url = "https://example.org/feed2";
    world.replies = {http(410), http(200, {{"texts", {"one post"}}})};
    world.start(true);
    CHECK(world.state().stopped == "https://example.org/feed2 is gone (410)");
    CHECK(world.start().requests() == 0);
    CHECK(world.failed == 2);
    world.rules.source.url = "https://example.org/feed";  // how the old one begins
    CHECK(world.start().requests() == 1);
    CHECK(world.state().stopped.empty());
}

TEST_CASE("a stopped intake finishes its poll and starts no other") {
    IntakeWorld world;
    world.exchange.script = [](const auto&) { return std::nullopt; };
    auto lane = world.make_lane("host", 1);
    Intake intake(world.loop, *world.database, world.exchange, *lane,
                  std::make_unique<FakeSource>(), world.rules,
                  {[] {}, [&](const IntakeCounts& more) { world.counts += more; }, [] {}},
                  world.activity);
    intake.start(true);
    world.run_until([&] { return world.exchange.open.size() == 1; });
    intake.stop();
    world.exchange.answer(http(200, {{"texts", {"one post"}}, {"more", true}}));
    world.settle();
    CHECK(world.counts.fresh == 1);
    CHECK(world.exchange.requests.size() == 1);
    CHECK_FALSE(intake.due());
}

}  // namespace
}  // namespace glossd::pipeline
