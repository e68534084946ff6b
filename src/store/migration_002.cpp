#include "store/migrations.hpp"

namespace glossd::store {

// What the monitor measured, an interval a row. `period` is its length class in seconds: 60 or
// 3600; `at` its end.
const char* const samples_schema = R"sql(
CREATE TABLE samples (
    period INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seconds REAL NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (period, at)
) WITHOUT ROWID;
)sql";

}  // namespace glossd::store
