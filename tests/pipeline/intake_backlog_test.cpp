// max_backlog: more at once than anybody wanted.
#include "fixture.hpp"
#include "pipeline/intake_page.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

// A source that has been read before, with a cap of five.
class CappedSource {
  public:
    CappedSource() {
        rules.source.name = "news";
        rules.source.max_backlog = 5;
        rules.dedup.ttl = std::chrono::hours(24);
        rules.hops = {{"es", language("es"), {0}}, {"fr", language("fr"), {0}}};
        take(0);
    }

    IntakeCounts take(int count) {
        sources::Page page;
        for (int i = 0; i < count; ++i) {
            model::Post post;
            post.id = std::to_string(++posts_);
            post.text = "Post number " + post.id + " is unlike the others";
            page.posts.push_back(std::move(post));
        }
        return world.in_ledger([&](store::Tables& tables) {
            return take_page(tables, rules, page, model::wall_now());
        });
    }

    std::int64_t count(const std::string& target, DeliveryState state) {
        return world.in_ledger([&](store::Tables& tables) {
            std::int64_t found = 0;
            for (const auto& counted : tables.deliveries.counts()) {
                if (counted.target == target && counted.state == state) found += counted.n;
            }
            return found;
        });
    }

    World world;
    IntakeRules rules;

  private:
    int posts_ = 0;
};

TEST_CASE("a poll within the cap is planned, one beyond it is held whole for every target") {
    CappedSource source;
    CHECK(source.take(5).held == 0);
    CHECK(source.count("es", DeliveryState::planned) == 5);
    const auto counts = source.take(2);
    CHECK(counts.fresh == 2);
    CHECK(counts.held == 4);
    CHECK(source.count("es", DeliveryState::held) == 2);
    CHECK(source.count("fr", DeliveryState::held) == 2);
    const auto rows = source.world.in_ledger([](store::Tables& tables) {
        return tables.deliveries.list({.state = DeliveryState::held}, 0, 10);
    });
    CHECK(rows.front().reason.find("max_backlog = 5") != std::string::npos);
}

TEST_CASE("a flood of new posts publishes none of them by itself") {
    CappedSource source;
    CHECK(source.take(300).held == 600);
    CHECK(source.count("es", DeliveryState::planned) == 0);
    const auto chosen = source.world.in_ledger([](store::Tables& tables) {
        return tables.guards.choose({.target = "es"}, 3, model::wall_now());
    });
    CHECK(chosen == store::Chosen{3, 297});
    const auto left = source.world.in_ledger([](store::Tables& tables) {
        std::vector<std::string> ids;
        for (const auto& one : tables.deliveries.pending("es", 0, 10, model::wall_now()))
            ids.push_back(tables.posts.get(one.post_id)->post.id);
        return ids;
    });
    CHECK(left == std::vector<std::string>{"298", "299", "300"});
    CHECK(source.count("fr", DeliveryState::held) == 300);
}

TEST_CASE("only the target that is behind gets no more") {
    CappedSource source;
    source.take(4);
    source.world.in_ledger([](store::Tables& tables) {
        for (const auto& one : tables.deliveries.pending("es", 0, 10, model::wall_now()))
            tables.deliveries.drop(one.id, model::wall_now());
    });
    CHECK(source.take(2).held == 2);
    CHECK(source.count("es", DeliveryState::planned) == 2);
    CHECK(source.count("fr", DeliveryState::planned) == 4);
}

TEST_CASE("the first intake publishes what the operator said, and a cap of zero is none") {
    SUBCASE("the first intake") {
        CappedSource source;
        source.rules.source.name = "fresh";
        source.rules.source.first_run.kind = config::FirstRun::Kind::all;
        CHECK(source.take(50).held == 0);
        CHECK(source.take(50).held == 100);
    }
    SUBCASE("no cap") {
        CappedSource source;
        source.rules.source.max_backlog = 0;
        CHECK(source.take(50).held == 0);
    }
}

TEST_CASE("duplicates and posts that are filtered out do not count") {
    CappedSource source;
    source.rules.exclude = *text::Filter::make({"unlike"});
    CHECK(source.take(50).held == 0);
    CHECK(source.count("es", DeliveryState::planned) == 0);
}

}  // namespace
}  // namespace glossd::pipeline
