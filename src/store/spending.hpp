// Spending: what was used, or set aside to be used, of each service's budgets, by day and by month.
// Owners are lanes: "engine:llm", "target:es".
#pragma once

#include "model/spending.hpp"
#include "model/time.hpp"
#include "store/statement.hpp"

#include <string>

namespace glossd::store {

class Spending {
  public:
    explicit Spending(Connection& connection);

    model::SpendingGrant claim(const std::string& owner, const model::SpendingClaim& claim,
                               model::WallTime now);
    std::int64_t total(const std::string& owner, model::Unit unit, const std::string& period) const;

    // Periods that were last used before; at most `limit` of them.
    std::int64_t forget(model::WallTime before, int limit);

  private:
    Statement total_;
    Statement put_;
    Statement forget_;
};

}  // namespace glossd::store
