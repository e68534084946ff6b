#include "store/migrations.hpp"

namespace glossd::store {

// What guards against a flood: why a delivery waits for a person's choice ('backlog', 'restored';
// 'released' once somebody has chosen), why a target was paused by itself, and which accounts know
// more than this ledger does.
const char* const guards_schema = R"sql(
ALTER TABLE deliveries ADD COLUMN guard TEXT NOT NULL DEFAULT '';
CREATE INDEX deliveries_guarded ON deliveries (guard, source, target, id)
    WHERE guard = 'backlog' OR guard = 'restored';

ALTER TABLE pauses ADD COLUMN reason TEXT NOT NULL DEFAULT '';

CREATE TABLE restored (
    target TEXT PRIMARY KEY,
    newest INTEGER NOT NULL,
    found INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

}  // namespace glossd::store
