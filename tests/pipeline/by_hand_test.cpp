#include "pipeline/by_hand.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::ErrorKind;

class HandWorld : public OutboxWorld {
  public:
    HandWorld() {
        config.sources.push_back({});
        config.sources.back().name = "news";
        config.dedup.ttl = std::chrono::hours(24);
    }

    // As a result, not as a failure of the test.
    model::Result<Planned> publish(const PublishOrder& order) {
        std::optional<model::Result<Planned>> answer;
        database->submit(
            [this, order](store::Tables& tables) {
                return plan_by_hand(tables, config, order, model::wall_now());
            },
            [&](model::Result<Planned> result) { answer = std::move(result); });
        run_until([&] { return answer.has_value(); });
        return *answer;
    }

    static PublishOrder text(const std::string& id, const std::string& words) {
        PublishOrder order;
        order.source = "news";
        order.content.id = id;
        order.content.text = words;
        return order;
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a text by hand is planned for every target of its source, or for those named") {
    HandWorld world;
    CHECK(world.publish(HandWorld::text("a", "some words"))->targets == Names{"es", "mx"});
    auto one = HandWorld::text("b", "other words");
    one.targets = {"mx"};
    const auto planned = world.publish(one);
    CHECK(planned->targets == Names{"mx"});
    PublishOrder rest;
    rest.post = planned->post;
    CHECK(world.publish(rest)->targets == Names{"es"});
    CHECK(world.publish(rest).error().kind == ErrorKind::refused);
}

TEST_CASE("the same content does not go out twice by mistake") {
    HandWorld world;
    REQUIRE(world.publish(HandWorld::text("a", "some words")));
    auto again = HandWorld::text("b", "some words");
    CHECK(world.publish(again).error().message.find("--again") != std::string::npos);
    again.again = true;
    CHECK(world.publish(again));
}

TEST_CASE("an order that names what there is not changes nothing") {
    HandWorld world;
    auto order = HandWorld::text("a", "some words");
    order.targets = {"fr"};
    CHECK(world.publish(order).error().kind == ErrorKind::invalid_input);
    order.targets.clear();
    CHECK(world.publish(order));  // nothing of the first attempt stands in its way
    auto elsewhere = HandWorld::text("b", "other words");
    elsewhere.source = "blog";
    CHECK(world.publish(elsewhere).error().kind == ErrorKind::not_found);
    PublishOrder nobody;
    nobody.post = 99;
    CHECK(world.publish(nobody).error().kind == ErrorKind::not_found);
}

}  // namespace glossd::pipeline
