#include "pipeline/notice.hpp"

#include "outbox_world.hpp"

namespace glossd::pipeline {

TEST_CASE("what glossd has to say goes out in its own words, and no engine is asked") {
    OutboxWorld world;
    world.in_ledger([&](store::Tables& tables) {
        plan_notice(tables, world.target, "engine llm is parked", model::wall_now());
    });
    world.start();
    world.run_until_published(1);
    CHECK(world.desk.account.texts() == std::vector<std::string>{"engine llm is parked"});
    CHECK(world.exchange.count("llm") == 0);
}

TEST_CASE("two notices of one moment both go out, in their order") {
    OutboxWorld world;
    world.in_ledger([&](store::Tables& tables) {
        const auto now = model::wall_now();
        plan_notice(tables, world.target, "engine llm is parked", now);
        plan_notice(tables, world.target, "target es is late", now);
    });
    world.start();
    world.run_until_published(2);
    CHECK(world.desk.account.texts() ==
          std::vector<std::string>{"engine llm is parked", "target es is late"});
}

}  // namespace glossd::pipeline
