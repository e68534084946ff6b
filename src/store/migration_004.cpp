#include "store/migrations.hpp"

namespace glossd::store {

// How much of each budget is used.
const char* const spending_schema = R"sql(
CREATE TABLE spending (
    owner TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    amount INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (owner, unit, period)
) WITHOUT ROWID;
)sql";

}  // namespace glossd::store
