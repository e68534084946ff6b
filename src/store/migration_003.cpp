#include "store/migrations.hpp"

namespace glossd::store {

// What people do by hand: whom they paused ('' is everybody), and which deliveries they want
// deleted again. And the source's `delay`: planned rows whose time has not come.
const char* const by_hand_schema = R"sql(
CREATE TABLE pauses (
    target TEXT PRIMARY KEY,
    since INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE retractions (
    delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id),
    target TEXT NOT NULL,
    asked INTEGER NOT NULL,
    done INTEGER,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX retractions_open ON retractions (target, delivery_id) WHERE done IS NULL;
ALTER TABLE parts ADD COLUMN retracted INTEGER;

CREATE INDEX deliveries_delayed ON deliveries (target, next_try)
    WHERE state = 'planned' AND next_try IS NOT NULL;
)sql";

}  // namespace glossd::store
