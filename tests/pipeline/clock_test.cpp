// A machine whose clock is wrong for a while: years ahead, or started in the past.
#include "fixture.hpp"
#include "pipeline/intake_page.hpp"

namespace glossd::pipeline {
namespace {

using std::chrono::hours;

constexpr int today = 490'000;  // hours of the UNIX epoch, as all of these
constexpr int years_ahead = today + 10 * 365 * 24;
constexpr int boot = 24;

model::WallTime moment(int hour) {
    return model::WallTime(hours(hour));
}

// A feed and its daemon, whose clock is an argument.
class Clocked {
  public:
    Clocked() {
        rules_.source.name = "news";
        rules_.source.first_run.kind = config::FirstRun::Kind::skip;
        rules_.source.max_age = hours(48);
        rules_.source.visibility = {"public"};
        rules_.dedup.ttl = hours(24);
        rules_.hops = {{"es", language("es"), {0}}};
    }

    // Posts dated by the feed's own clock; one in the future counts as now, as sources do it.
    int poll(int now, const std::vector<std::pair<std::string, int>>& shown) {
        sources::Page page;
        for (const auto& [id, hour] : shown) {
            model::Post post;
            post.id = id;
            post.text = "What the post " + id + " has to say";
            post.published = moment(std::min(hour, now));
            page.posts.push_back(std::move(post));
        }
        return world_.in_ledger([&](store::Tables& tables) {
            return static_cast<int>(take_page(tables, rules_, page, moment(now)).fresh);
        });
    }

    void housekeep(int now) {
        world_.in_ledger([&](store::Tables& tables) {
            tables.seen.forget(moment(now) - hours(400 * 24));
            tables.duplicates.trim(moment(now), rules_.dedup.ttl, 1000);
            return 0;
        });
    }

  private:
    World world_;
    IntakeRules rules_;
};

using Shown = std::vector<std::pair<std::string, int>>;

TEST_CASE("a clock that jumps years ahead and back publishes nothing again") {
    Clocked daemon;
    CHECK(daemon.poll(today, {{"a", today - 2}}) == 0);
    CHECK(daemon.poll(today + 1, {{"a", today - 2}, {"b", today}}) == 1);
    daemon.housekeep(years_ahead);
    CHECK(daemon.poll(today + 2, {{"a", today - 2}, {"b", today}, {"c", today + 1}}) == 1);
    // The same with a poll while it is wrong.
    const Shown all{{"a", today - 2}, {"b", today}, {"c", today + 1}, {"d", today + 3}};
    CHECK(daemon.poll(years_ahead, all) == 1);
    daemon.housekeep(years_ahead + 1);
    CHECK(daemon.poll(today + 4, all) == 0);
    daemon.housekeep(today + 4);
    CHECK(daemon.poll(today + 5, all) == 0);
}

TEST_CASE("a boot in the past publishes what is new, and nothing again once the clock is right") {
    Clocked daemon;
    CHECK(daemon.poll(today, {{"a", today - 2}}) == 0);
    const Shown all{{"a", today - 2}, {"b", today + 1}, {"c", today + 2}};
    CHECK(daemon.poll(boot, all) == 2);
    daemon.housekeep(boot);
    daemon.housekeep(today + 3);
    CHECK(daemon.poll(today + 3, all) == 0);
    CHECK(daemon.poll(today + 4, {{"c", today + 2}, {"d", today + 3}}) == 1);
}

TEST_CASE("a first start in the past floods nobody when the clock is put right") {
    Clocked daemon;
    const Shown all{{"a", today - 2}, {"b", today - 1}};
    CHECK(daemon.poll(boot, all) == 0);
    daemon.housekeep(today);
    CHECK(daemon.poll(today, all) == 0);
    CHECK(daemon.poll(today + 1, {{"b", today - 1}, {"c", today}}) == 1);
}

}  // namespace
}  // namespace glossd::pipeline
