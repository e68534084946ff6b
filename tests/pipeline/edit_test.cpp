#include "pipeline/edit.hpp"

#include "outbox_world.hpp"
#include "pipeline/shortening.hpp"

namespace glossd::pipeline {
namespace {

using model::ErrorKind;

class EditWorld : public OutboxWorld {
  public:
    // A delivery that waits for approval with the engine's translation.
    std::int64_t held(const std::string& text) {
        target.approve = true;
        config.targets[0].approve = true;
        const auto id = plan(text);
        if (!desk.sender) {
            start();
        } else {
            desk.sender->wake(true);
        }
        run_until_held(++held_);
        return id;
    }

    model::Result<Edited> edit(const EditOrder& order) {
        std::optional<model::Result<Edited>> answer;
        database->submit(
            [this, order](store::Tables& tables) {
                return edit_by_hand(tables, config, order, model::wall_now());
            },
            [&](model::Result<Edited> result) { answer = std::move(result); });
        run_until([&] { return answer.has_value(); });
        return *answer;
    }

    void approve(std::int64_t id) {
        in_ledger([id](store::Tables& tables) {
            return tables.deliveries.approve(id, model::wall_now());
        });
        desk.sender->wake(true);
    }

    store::MemoryStats memory() {
        return in_ledger([](store::Tables& tables) { return tables.memory.stats(); });
    }

  private:
    std::int64_t held_ = 0;
};

std::string sent_text(const OutboxWorld& world, std::size_t number) {
    return world.sent().at(number).dump();
}

}  // namespace

TEST_CASE("an edited translation goes out, under a key of its own, once it is approved") {
    EditWorld world;
    const auto id = world.held("first one here");
    const auto edited = world.edit({id, {}, "el primero de aquí\n", false});
    REQUIRE(edited);
    CHECK(edited->version == 2);
    CHECK(edited->state == model::DeliveryState::held);
    CHECK(edited->parts == 1);
    CHECK(edited->remembered);
    world.approve(id);
    world.run_until_published(1);
    CHECK(sent_text(world, 0).find("el primero de aquí") != std::string::npos);
    CHECK(world.row(id).segments.at(0).engine == model::by_hand);
}

TEST_CASE("what a person wrote answers the next equal text, whichever engine is asked") {
    EditWorld world;
    const auto id = world.held("read https://a.example/1 today");
    REQUIRE(world.edit({id, {}, "lee hoy https://a.example/1 ya", false}));
    world.translator().forget_recent();
    const auto calls = world.exchange.count("llm");
    const auto answer = world.translate({world.wish("read https://b.example/2 today")}).at(0);
    REQUIRE(answer);
    CHECK(answer->text == "lee hoy https://b.example/2 ya");
    CHECK(answer->engine == model::by_hand);
    CHECK(answer->cached);
    CHECK(world.exchange.count("llm") == calls);
    // The engine's own entry is still there, and was not asked.
    CHECK(world.memory().entries == 2);
}

TEST_CASE("an edit that loses a link is refused with its name, unless a person means it") {
    EditWorld world;
    const auto id = world.held("read https://a.example/1 today");
    const auto before = world.row(id);
    const auto refused = world.edit({id, {}, "lee hoy", false});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(refused.error().message.find("loses https://a.example/1") != std::string::npos);
    CHECK(world.row(id) == before);
    const auto forced = world.edit({id, {}, "lee hoy", true});
    REQUIRE(forced);
    CHECK_FALSE(forced->remembered);
    CHECK(forced->not_remembered.find("links and names") != std::string::npos);
    CHECK(world.row(id).segments.at(0).text == "lee hoy");
    CHECK(world.memory().entries == 1);
}

TEST_CASE("an edit is told what an engine's translation would have failed on") {
    EditWorld world;
    const auto id = world.held("there were 17 houses by the river in that year");
    const auto edited = world.edit({id, {}, "había 18 casas junto al río en aquel año", false});
    REQUIRE(edited);
    REQUIRE_FALSE(edited->doubts.empty());
    CHECK(edited->doubts.at(0).name == "numbers");
}

TEST_CASE("what cannot be edited says why") {
    EditWorld world;
    const auto id = world.held("first one here");
    CHECK(world.edit({99, {}, "text", false}).error().kind == ErrorKind::not_found);
    CHECK(world.edit({id, 5, "text", false}).error().message.find("no segment 6") !=
          std::string::npos);
    CHECK(world.edit({id, {}, " \n", false}).error().message.find("empty") != std::string::npos);
    world.approve(id);
    world.run_until_published(1);
    CHECK(world.edit({id, {}, "text", false}).error().kind == ErrorKind::invalid_input);
    world.config.targets.clear();
    CHECK(world.edit({id, {}, "text", false}).error().message.find("not in the configuration") !=
          std::string::npos);
}

TEST_CASE("a delivery that no engine translates can be translated by hand") {
    EditWorld world;
    world.refused_texts = {"first one here"};
    const auto id = world.held("first one here");
    REQUIRE(world.row(id).segments.empty());
    REQUIRE(world.edit({id, {}, "el primero de aquí", false}));
    world.approve(id);
    world.run_until_published(1);
    CHECK(sent_text(world, 0).find("el primero de aquí") != std::string::npos);
}

TEST_CASE("an edit reaches a delivery that is loaded and waits") {
    OutboxWorld world;
    const auto id = world.plan("first one");
    Outbox outbox(world.parts(), world.target, [] {});
    outbox.refill(true);
    world.settle();
    REQUIRE(outbox.find(id));
    world.in_ledger([&](store::Tables& tables) {
        return edit_by_hand(tables, world.config, {id, {}, "el primero", false}, model::wall_now());
    });
    outbox.refill(true);
    world.settle();
    REQUIRE(outbox.find(id));
    CHECK(outbox.find(id)->delivery.version == 2);
    CHECK(outbox.find(id)->delivery.segments.at(0).text == "el primero");
}

TEST_CASE("a text that a person wrote becomes a thread, and no engine shortens it") {
    OutboxWorld world;
    world.target.shorten = true;
    const std::vector<model::TranslatedSegment> by_engine{
        {model::SegmentKind::body, long_text + long_text, "llm"}};
    auto by_person = by_engine;
    by_person[0].engine = model::by_hand;
    model::Post post;
    post.text = long_text;
    const text::LengthRule rule{text::Counting::graphemes, 120};
    CHECK(shorter_limit(post, "news", by_engine, world.target, rule, 0));
    CHECK_FALSE(shorter_limit(post, "news", by_person, world.target, rule, 0));
}

}  // namespace glossd::pipeline
