// Budget: how much of a service may be used in a day and in a month. Pure arithmetic over a `now`
// handed in. What one would get wrong: an amount is set aside in the ledger before it is used, a
// little ahead of need, so that a crash wastes what was set aside and never lets more be used.
#pragma once

#include "config/config.hpp"
#include "model/spending.hpp"
#include "model/time.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace glossd::flow {

enum class Period { day, month };  // of the calendar in UTC

const char* to_string(Period period);

struct BudgetLimit {
    model::Unit unit = model::Unit::requests;
    Period period = Period::day;
    std::int64_t most = 0;
};

// Those that are set.
std::vector<BudgetLimit> budget_limits(const config::LimitSettings& limits);

// "1000 tokens a month", "2.50 of money a day".
std::string describe(const BudgetLimit& limit);

// What is used of a service at once; less than nothing is given back.
struct Use {
    std::int64_t requests = 0;
    std::int64_t characters = 0;
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
};

// By the operator's prices, in millionths of their currency.
struct Prices {
    double request = 0;
    double character = 0;
    double input_token = 0;
    double output_token = 0;

    static Prices of(const config::LimitSettings& limits);
    std::int64_t cost(const Use& use) const;
};

// "2026-11-27" or "2026-11", as the ledger names it.
std::string period_name(Period period, model::WallTime now);
model::WallTime period_end(Period period, model::WallTime now);

class Budget {
  public:
    static constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

    explicit Budget(const std::vector<BudgetLimit>& limits, const Prices& prices = {});

    // What is to be set aside before more may be used, each at its place in the list of limits;
    // none is asked for twice before grant() or refuse().
    struct Claim {
        std::size_t limit = 0;
        model::SpendingClaim of;
    };
    std::vector<Claim> claims(model::WallTime now);
    void grant(const Claim& claim, const model::SpendingGrant& granted);
    void refuse(const Claim& claim);  // it could not be recorded

    // How many requests may leave now. None as long as nothing is set aside.
    std::size_t room(model::WallTime now);

    struct UsedUp {
        model::WallTime until;
        std::string reason;
    };
    std::optional<UsedUp> used_up(model::WallTime now);  // the limit that lasts longest

    void spend(const Use& use, model::WallTime now);

    // Everything set aside and not used, to be given back at the end.
    std::vector<Claim> leftovers();

  private:
    struct Line {
        BudgetLimit limit;
        std::string period;  // of the figures below; empty before the first
        model::WallTime ends{};
        std::int64_t total = 0;  // in the ledger, set aside here included
        std::int64_t free = 0;   // set aside here and not used; below zero: used beyond it
        bool known = false;      // the ledger has told its total
        bool asked = false;      // a claim is under way
    };

    void turn_over(model::WallTime now);

    Prices prices_;
    std::vector<Line> lines_;
};

}  // namespace glossd::flow
