#include "store/spending.hpp"

#include <algorithm>

namespace glossd::store {

Spending::Spending(Connection& connection)
    : total_(connection,
             "SELECT amount FROM spending WHERE owner = ?1 AND unit = ?2 AND period = ?3"),
      put_(connection, "REPLACE INTO spending VALUES (?1, ?2, ?3, ?4, ?5)"),
      forget_(connection,
              "DELETE FROM spending WHERE (owner, unit, period) IN "
              "(SELECT owner, unit, period FROM spending WHERE changed < ?1 LIMIT ?2)") {}

model::SpendingGrant Spending::claim(const std::string& owner, const model::SpendingClaim& claim,
                                     model::WallTime now) {
    model::SpendingGrant grant;
    grant.total = std::max<std::int64_t>(0, total(owner, claim.unit, claim.period) + claim.beyond);
    const auto left = std::max<std::int64_t>(0, claim.most - grant.total);
    grant.granted = std::min(left, claim.wanted);
    grant.total += grant.granted;
    put_.run(owner, std::string(to_string(claim.unit)), claim.period, grant.total, now);
    return grant;
}

std::int64_t Spending::total(const std::string& owner, model::Unit unit,
                             const std::string& period) const {
    auto rows = total_.query(owner, std::string(to_string(unit)), period);
    return rows.next() ? rows.integer(0) : 0;
}

std::int64_t Spending::forget(model::WallTime before, int limit) {
    return forget_.run(before, limit);
}

}  // namespace glossd::store
