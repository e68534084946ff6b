#include "store/migrations.hpp"

namespace glossd::store {

// The memory with the text a translation is of (none in rows from before), and which rows people
// wrote. Rows are found by the first eight bytes of their key, because an index of whole hashes is
// three times as large and every look-up reads a leaf of it; Memory keeps keys apart. `source`
// stands last, so that a hit that needs the translation alone never reads it.
const char* const memory_source_schema = R"sql(
CREATE TABLE memory_rows (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 32),
    from_language TEXT NOT NULL,
    to_language TEXT NOT NULL,
    style TEXT NOT NULL,
    engine TEXT NOT NULL,
    source_chars INTEGER NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    shortened_to INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,
    source TEXT
);
INSERT INTO memory_rows SELECT id, key, from_language, to_language, style, engine, source_chars,
    created, last_used, hits, bytes, 0, 0, text, NULL FROM memory;
DROP TABLE memory;
ALTER TABLE memory_rows RENAME TO memory;
CREATE INDEX memory_by_key ON memory (substr(key, 1, 8));
CREATE INDEX memory_by_age ON memory (created) WHERE by_hand = 0;
CREATE INDEX memory_by_use ON memory (by_hand, last_used);

CREATE TRIGGER memory_added AFTER INSERT ON memory BEGIN
    UPDATE memory_totals SET entries = entries + 1, bytes = bytes + new.bytes;
END;
CREATE TRIGGER memory_resized AFTER UPDATE OF bytes ON memory BEGIN
    UPDATE memory_totals SET bytes = bytes + new.bytes - old.bytes;
END;
CREATE TRIGGER memory_removed AFTER DELETE ON memory BEGIN
    UPDATE memory_totals SET entries = entries - 1, bytes = bytes - old.bytes;
END;
)sql";

}  // namespace glossd::store
