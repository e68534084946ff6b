// The small pure decisions of the pipeline: absence, the hourly ceiling, the plan of routes.
#include "pipeline/hourly_ceiling.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/reconciler.hpp"

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("absence is proven by two reads, the last begun after the settle time") {
    const model::WallTime started(seconds(1'000'000));
    const model::Duration settle = seconds(30);
    const struct {
        int reads;
        seconds after;
        bool proven;
    } cases[]{{0, seconds(99), false}, {1, seconds(99), false}, {2, seconds(0), false},
              {2, seconds(29), false}, {2, seconds(30), true},  {3, seconds(31), true},
              {2, seconds(-60), false}};  // the clock was set back: wait on
    for (const auto& one : cases) {
        CAPTURE(one.reads);
        CAPTURE(one.after.count());
        CHECK(proves_absence(one.reads, started + one.after, started, settle) == one.proven);
    }
    CHECK_FALSE(proves_absence(1, started, started, seconds(0)));
    CHECK(proves_absence(2, started, started, seconds(0)));
}

TEST_CASE("the ceiling opens an hour after the part that closed it") {
    const model::Instant start{};
    HourlyCeiling ceiling(2);
    CHECK_FALSE(ceiling.closed_until(start));
    ceiling.published(start);
    ceiling.published(start + minutes(10));
    CHECK(ceiling.closed_until(start + minutes(10)) == start + minutes(60));
    CHECK_FALSE(ceiling.closed_until(start + minutes(60)));
    ceiling.published(start + minutes(60));
    CHECK(ceiling.closed_until(start + minutes(61)) == start + minutes(70));
}

TEST_CASE("parts past the ceiling, as a thread has them, are all waited for") {
    const model::Instant start{};
    HourlyCeiling ceiling(1);
    for (int i = 0; i < 3; ++i) ceiling.published(start + minutes(i));
    CHECK(ceiling.closed_until(start + minutes(3)) == start + minutes(62));
}

TEST_CASE("a part on its way takes a place and gives it back when it fails") {
    const model::Instant start{};
    HourlyCeiling ceiling(1);
    ceiling.reserve();
    CHECK(ceiling.closed_until(start));
    ceiling.release();
    CHECK_FALSE(ceiling.closed_until(start));
    HourlyCeiling two(2);
    two.published(start);
    two.reserve();
    CHECK(two.closed_until(start + minutes(1)) == start + minutes(60));
}

TEST_CASE("a ceiling of zero is none") {
    HourlyCeiling ceiling(0);
    for (int i = 0; i < 1000; ++i) ceiling.published({});
    CHECK_FALSE(ceiling.closed_until({}));
}

TEST_CASE("a plan gives each source its targets and each pair its engines in order") {
    config::Config config;
    for (const auto* name : {"one", "two", "three"}) config.engines.emplace_back().name = name;
    for (const auto* tag : {"es", "fr"}) {
        auto& target = config.targets.emplace_back();
        target.name = tag;
        target.language = *model::Language::parse(tag);
    }
    config.routes = {{{"news", "blog"}, {"es"}, {"three", "one"}, {}},
                     {{"news"}, {"fr"}, {"two"}, {}}};
    const Plan plan(config);
    REQUIRE(plan.hops("news").size() == 2);
    CHECK(plan.hops("news")[0] == Plan::Hop{"es", *model::Language::parse("es"), {2, 0}});
    CHECK(plan.engines("news", "fr") == std::vector<std::size_t>{1});
    CHECK(plan.hops("blog").size() == 1);
    CHECK(plan.engines("blog", "fr").empty());
    CHECK(plan.hops("nobody").empty());
}

}  // namespace
}  // namespace glossd::pipeline
