#include "flow/budget.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::flow;
using namespace std::chrono_literals;
using model::Unit;

namespace {

using Claims = std::vector<Budget::Claim>;

// 2026-11-27, 00:00 in UTC.
const model::WallTime morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 27};

// A ledger of one row.
struct Ledger {
    std::int64_t total = 0;

    void grant(Budget& budget, const Claims& claims) {
        for (const auto& claim : claims) {
            total += claim.of.beyond;
            const auto left = std::max<std::int64_t>(0, claim.of.most - total);
            const auto granted = std::min(left, claim.of.wanted);
            total += granted;
            budget.grant(claim, {granted, total});
        }
    }
};

}  // namespace

TEST_CASE("nothing leaves before it is set aside, and one claim is made at a time") {
    Budget budget({{Unit::requests, Period::day, 500}});
    Ledger ledger;
    CHECK(budget.room(morning) == 0);
    const auto claims = budget.claims(morning);
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].of == model::SpendingClaim{Unit::requests, "2026-11-27", 0, 5, 500});
    CHECK(budget.claims(morning).empty());
    CHECK(budget.room(morning) == 0);
    ledger.grant(budget, claims);
    CHECK(budget.room(morning) == 5);
    CHECK(budget.claims(morning).empty());

    budget.spend({.requests = 3}, morning);
    CHECK(budget.room(morning) == 2);
    CHECK(budget.claims(morning).size() == 1);  // before it runs dry
}

TEST_CASE("a claim that could not be recorded is made again") {
    Budget budget({{Unit::requests, Period::month, 10}});
    const auto claims = budget.claims(morning);
    REQUIRE(claims.size() == 1);
    budget.refuse(claims[0]);
    CHECK(budget.room(morning) == 0);
    CHECK(budget.claims(morning).size() == 1);
}

TEST_CASE("a used-up budget says so until its period is over, and then begins anew") {
    Budget budget({{Unit::requests, Period::day, 2}});
    Ledger ledger;
    for (int i = 0; i < 2; ++i) {
        ledger.grant(budget, budget.claims(morning + 1h));
        CHECK_FALSE(budget.used_up(morning + 1h));
        REQUIRE(budget.room(morning + 1h) == 1);
        budget.spend({.requests = 1}, morning + 1h);
    }
    const auto used_up = budget.used_up(morning + 1h);
    REQUIRE(used_up);
    CHECK(used_up->until == morning + 24h);
    CHECK(used_up->reason == "the budget of 2 requests a day is used up");
    CHECK(budget.claims(morning + 23h).empty());
    CHECK(budget.room(morning + 23h) == 0);

    CHECK_FALSE(budget.used_up(morning + 24h));
    const auto claims = budget.claims(morning + 24h);
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].of.period == "2026-11-28");
}

TEST_CASE("of several limits the one that lasts longest is told, and the tightest decides") {
    Budget budget({{Unit::requests, Period::day, 1}, {Unit::requests, Period::month, 1}});
    Ledger day;
    Ledger month;
    const auto claims = budget.claims(morning);
    REQUIRE(claims.size() == 2);
    CHECK(claims[1].of.period == "2026-11");
    day.grant(budget, {claims[0]});
    CHECK(budget.room(morning) == 0);
    month.grant(budget, {claims[1]});
    CHECK(budget.room(morning) == 1);
    budget.spend({.requests = 1}, morning);
    REQUIRE(budget.used_up(morning));
    CHECK(budget.used_up(morning)->until == morning + 4 * 24h);  // December
    CHECK(budget.used_up(morning)->reason == "the budget of 1 requests a month is used up");
}

TEST_CASE("what is known only afterwards may pass the budget once, and is recorded") {
    Budget budget({{Unit::tokens, Period::month, 1000}});
    Ledger ledger;
    ledger.grant(budget, budget.claims(morning));
    CHECK(ledger.total == 10);
    CHECK(budget.room(morning) == Budget::any_number);
    budget.spend({.output_tokens = 1500}, morning);
    CHECK(budget.room(morning) == 0);
    ledger.grant(budget, budget.claims(morning));
    CHECK(ledger.total == 1500);
    CHECK(budget.used_up(morning));
    CHECK(budget.claims(morning).empty());
}

TEST_CASE("what somebody else used of the same budget is seen with the next claim") {
    Budget budget({{Unit::requests, Period::day, 100}});
    Ledger ledger{.total = 100};
    ledger.grant(budget, budget.claims(morning));
    CHECK(budget.room(morning) == 0);
    CHECK(budget.used_up(morning));
}

TEST_CASE("what was set aside and not used is given back at the end") {
    Budget budget({{Unit::requests, Period::day, 500}, {Unit::tokens, Period::day, 500}});
    Ledger requests;
    Ledger tokens;
    const auto claims = budget.claims(morning);
    REQUIRE(claims.size() == 2);
    requests.grant(budget, {claims[0]});
    tokens.grant(budget, {claims[1]});
    budget.spend({.requests = 1}, morning);
    budget.spend({.output_tokens = 5}, morning);
    const auto rest = budget.leftovers();
    REQUIRE(rest.size() == 1);  // the tokens came out even
    CHECK(rest[0].of.beyond == -4);
    CHECK(rest[0].of.wanted == 0);
    CHECK(budget.leftovers().empty());
}

TEST_CASE("a grant of yesterday is nothing today") {
    Budget budget({{Unit::requests, Period::day, 500}});
    const auto claims = budget.claims(morning);
    CHECK(budget.room(morning + 25h) == 0);
    budget.grant(claims.at(0), {5, 5});
    CHECK(budget.room(morning + 25h) == 0);
    CHECK(budget.claims(morning + 25h).size() == 1);
}

TEST_CASE("months end where the calendar says") {
    const model::WallTime leap = std::chrono::sys_days{std::chrono::year{2028} / 2 / 29};
    CHECK(period_name(Period::month, leap + 5h) == "2028-02");
    CHECK(period_end(Period::month, leap + 5h) == leap + 24h);
    const model::WallTime silvester = std::chrono::sys_days{std::chrono::year{2026} / 12 / 31};
    CHECK(period_end(Period::month, silvester) == silvester + 24h);
    CHECK(period_name(Period::day, silvester + 24h) == "2027-01-01");
}

TEST_CASE("no limits, no budget") {
    CHECK(budget_limits({}).empty());
    config::LimitSettings limits;
    limits.tokens_per_day = 5;
    const auto set = budget_limits(limits);
    REQUIRE(set.size() == 1);
    CHECK(set[0].unit == Unit::tokens);
    CHECK(set[0].most == 5);
}

TEST_CASE("money is what the prices make of calls, characters and tokens") {
    config::LimitSettings limits;
    limits.money_per_month = 2.5;
    limits.price_request = 0.01;
    limits.price_input = 0.5;
    limits.price_output = 3;
    const auto set = budget_limits(limits);
    REQUIRE(set.size() == 1);
    CHECK(set[0].unit == Unit::money);
    CHECK(set[0].most == 2'500'000);
    CHECK(describe(set[0]) == "2.50 of money a month");
    const auto prices = Prices::of(limits);
    CHECK(prices.cost({.requests = 2}) == 20'000);
    CHECK(prices.cost({.input_tokens = 1'000'000, .output_tokens = 1000}) == 503'000);
    CHECK(prices.cost({.characters = 1'000'000}) == 0);
}

TEST_CASE("a budget of money is used by what the calls turn out to cost, and then nothing goes") {
    config::LimitSettings limits;
    limits.money_per_day = 1;
    limits.price_input = 1000;  // a thousandth a token
    Budget budget(budget_limits(limits), Prices::of(limits));
    std::int64_t total = 0;
    int calls = 0;
    while (!budget.used_up(morning) && calls < 1000) {
        for (const auto& claim : budget.claims(morning)) {
            const auto granted = std::min(claim.of.wanted, claim.of.most - total - claim.of.beyond);
            total += claim.of.beyond + std::max<std::int64_t>(0, granted);
            budget.grant(claim, {std::max<std::int64_t>(0, granted), total});
        }
        if (budget.room(morning) == 0) continue;
        budget.spend({.requests = 1, .input_tokens = 30}, morning);
        ++calls;
    }
    CHECK(calls == 34);  // 33 calls of 0.03 are 0.99; the one in flight goes beyond
    CHECK(budget.used_up(morning)->reason == "the budget of 1.00 of money a day is used up");
}
