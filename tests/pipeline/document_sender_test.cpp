#include "pipeline/document_sender.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

class DocumentWorld : public OutboxWorld {
  public:
    DocumentWorld() {
        exchange.script = [this](const model::Request& request) -> std::optional<model::Reply> {
            if (url_of(request) == "llm") return engine_answer(request);
            if (failures-- > 0) return unreachable();
            content = std::get<model::FileWriteRequest>(request).content;
            return model::FileReply{};
        };
    }

    DocumentSender& start(std::size_t window = 10) {
        sender_.reset();
        lane_ = make_lane("es", 1);
        sender_ = std::make_unique<DocumentSender>(
            parts(), exchange, *lane_, std::make_unique<FakeDocument>(window), target, "me");
        sender_->start();
        return *sender_;
    }

    void run_until_published(std::int64_t n) {
        run_until([&] { return sender_->outbox().counts().published == n; });
    }

    int failures = 0;
    std::string content;

  private:
    std::unique_ptr<flow::LaneDriver> lane_;
    std::unique_ptr<DocumentSender> sender_;
};

std::string lines(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += translated(text) + "\n";
    return all;
}

TEST_CASE("one rewrite confirms everything that is ready, newest first") {
    DocumentWorld world;
    std::vector<std::int64_t> ids;
    for (const auto* text : {"first one", "second one", "third one"})
        ids.push_back(world.plan(text));
    // All are translated before the sender looks.
    world.target.approve = true;
    world.start();
    world.settle();
    world.in_ledger([&](store::Tables& tables) {
        for (const auto id : ids) CHECK(tables.deliveries.retry(id, model::wall_now()));
    });
    world.target.approve = false;
    auto& sender = world.start();
    world.run_until_published(3);
    CHECK(sender.outbox().counts().requests == 1);
    CHECK(world.content == lines({"third one", "second one", "first one"}));
}

TEST_CASE("the window keeps the newest items over restarts") {
    DocumentWorld world;
    for (const auto* text : {"first one", "second one", "third one"}) {
        world.plan(text);
        world.start(2);
        world.run_until_published(1);
        world.settle();
    }
    CHECK(world.content == lines({"third one", "second one"}));
}

TEST_CASE("a rewrite that fails puts everything back and is done again") {
    DocumentWorld world;
    const auto id = world.plan("first one");
    world.failures = 1;
    auto& sender = world.start();
    world.run_until([&] { return sender.outbox().counts().failed == 1; });
    world.settle();
    CHECK(world.content.empty());
    CHECK(world.row(id).state == DeliveryState::ready);
    world.run_until_published(1);
    CHECK(world.content == lines({"first one"}));
}

TEST_CASE("what a dead owner was writing is written again, once") {
    DocumentWorld world;
    const auto first = world.plan("first one");
    const auto second = world.plan("second one");
    world.in_ledger([&](store::Tables& tables) {
        const auto now = model::wall_now();
        for (const auto id : {first, second}) {
            model::Part part;
            part.key = std::to_string(id);
            part.payload = translated(id == first ? "first one" : "second one");
            tables.deliveries.set_ready(id, {}, now);
            tables.deliveries.set_sending(id, {part}, now, "dead", now);
        }
        CHECK(tables.deliveries.void_leases_of_other_owners("me", now) == 2);
    });
    world.start();
    world.run_until_published(2);
    CHECK(world.content == lines({"second one", "first one"}));
    CHECK(world.row(first).state == DeliveryState::published);
}

TEST_CASE("a row left in sending does not keep the document from being written") {
    DocumentWorld world;
    const auto stuck = world.plan("first one");
    world.plan("second one");
    world.in_ledger([&](store::Tables& tables) {
        const auto now = model::wall_now();
        model::Part part;
        part.key = "k";
        part.payload = translated("first one");
        tables.deliveries.set_ready(stuck, {}, now);
        tables.deliveries.set_sending(stuck, {part}, now, "me", now);
    });
    world.start();
    world.run_until_published(2);
    CHECK(world.content == lines({"second one", "first one"}));
}

TEST_CASE("stopping in the middle of a rewrite still records it") {
    DocumentWorld world;
    const auto id = world.plan("first one");
    auto answer = world.exchange.script;
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "file") return std::nullopt;
        return answer(request);
    };
    auto& sender = world.start();
    world.run_until([&] { return world.exchange.open.size() == 1; });
    CHECK(world.committed(id).state == DeliveryState::sending);
    sender.stop();
    world.exchange.answer(model::FileReply{});
    world.settle();
    CHECK(world.row(id).state == DeliveryState::published);
}

TEST_CASE("what is retracted leaves the document, and stays out of it") {
    DocumentWorld world;
    const auto gone = world.plan("first one");
    world.plan("second one");
    auto& sender = world.start();
    world.run_until_published(2);
    REQUIRE(world.content.find(translated("first one")) != std::string::npos);
    const auto post = world.row(gone).post_id;
    world.in_ledger(
        [post](store::Tables& tables) { retract_by_hand(tables, post, model::wall_now()); });
    world.failures = 1;  // the disk is full for once
    sender.wake(true);
    world.run_until([&] { return world.content == lines({"second one"}); });
    world.settle();
    CHECK(world.in_ledger(
        [gone](store::Tables& tables) { return tables.retractions.get(gone)->done; }));
    world.plan("third one");
    sender.wake(false);
    world.run_until_published(3);
    CHECK(world.content == lines({"third one", "second one"}));
}

}  // namespace
}  // namespace glossd::pipeline
