#include "store/migrations.hpp"

namespace glossd::store {

// What lanes found out about their services.
const char* const findings_schema = R"sql(
CREATE TABLE lane_findings (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    at_once REAL NOT NULL,
    growing INTEGER NOT NULL,
    per_second REAL NOT NULL,
    openings INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

}  // namespace glossd::store
