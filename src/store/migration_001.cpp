#include "store/migrations.hpp"

namespace glossd::store {

// Times are milliseconds since 1970; a deadline is a pair, the moment and when it was set.
// What only grows is counted by triggers, so that a status page never scans a table. Longer lists
// of states are written with OR: for IN (...) of more than two SQLite builds a temporary table on
// each write.
const char* const ledger_schema = R"sql(
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('instance_id', lower(hex(randomblob(16))));

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    url TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    seen_at INTEGER NOT NULL,
    texts_cleared INTEGER NOT NULL DEFAULT 0 CHECK (texts_cleared IN (0, 1)),
    post TEXT NOT NULL
);
CREATE INDEX posts_with_texts ON posts (seen_at) WHERE texts_cleared = 0;

CREATE TABLE seen (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    post_id INTEGER REFERENCES posts (id),
    last_shown INTEGER NOT NULL,
    PRIMARY KEY (source, id)
) WITHOUT ROWID;
CREATE INDEX seen_by_age ON seen (last_shown);

CREATE TABLE duplicates (
    scope TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    post_id INTEGER NOT NULL REFERENCES posts (id),
    published INTEGER NOT NULL,
    since INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    PRIMARY KEY (scope, hash)
) WITHOUT ROWID;
CREATE INDEX duplicates_by_age ON duplicates (since);
CREATE INDEX duplicates_by_use ON duplicates (last_used);

CREATE TABLE cursors (
    source TEXT PRIMARY KEY,
    cursor TEXT NOT NULL,
    last_success INTEGER,
    first_run_done INTEGER NOT NULL CHECK (first_run_done IN (0, 1)),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    next_poll INTEGER,
    next_poll_set INTEGER,
    stopped TEXT NOT NULL,
    CHECK ((next_poll IS NULL) = (next_poll_set IS NULL))
) WITHOUT ROWID;

CREATE TABLE lanes (
    name TEXT PRIMARY KEY,
    parked_until INTEGER NOT NULL,
    parked_set INTEGER NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    language TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'planned' OR state = 'ready' OR state = 'sending' OR
        state = 'unknown' OR state = 'published' OR state = 'held' OR state = 'dropped'),
    attempts INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    next_try INTEGER,
    next_try_set INTEGER,
    owner TEXT,
    lease_until INTEGER,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    published INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    history TEXT NOT NULL DEFAULT '',
    segments TEXT,
    UNIQUE (post_id, target),
    CHECK ((next_try IS NULL) = (next_try_set IS NULL)),
    CHECK ((state = 'sending') = (owner IS NOT NULL)),
    CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    CHECK ((state = 'published') = (published IS NOT NULL)),
    CHECK (state <> 'held' OR reason <> ''),
    CHECK (segments IS NOT NULL OR state = 'planned' OR state = 'held' OR state = 'dropped')
);
CREATE INDEX deliveries_pending ON deliveries (target, id, state)
    WHERE state = 'planned' OR state = 'ready' OR state = 'sending' OR state = 'unknown';
CREATE INDEX deliveries_held ON deliveries (id, target) WHERE state = 'held';
CREATE INDEX deliveries_published ON deliveries (target, published) WHERE state = 'published';

CREATE TABLE finished_counts (
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (target, state)
) WITHOUT ROWID;
CREATE TRIGGER deliveries_finished AFTER UPDATE OF state ON deliveries
    WHEN new.state = 'published' OR new.state = 'dropped' BEGIN
    INSERT INTO finished_counts VALUES (new.target, new.state, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE parts (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
    number INTEGER NOT NULL CHECK (number >= 0),
    target TEXT NOT NULL,
    key TEXT NOT NULL CHECK (key <> ''),
    state TEXT NOT NULL CHECK
        (state = 'ready' OR state = 'sending' OR state = 'unknown' OR state = 'published'),
    attempt_started INTEGER,
    published INTEGER,
    remote_id TEXT NOT NULL DEFAULT '',
    remote_url TEXT NOT NULL DEFAULT '',
    progress TEXT NOT NULL DEFAULT '',
    payload TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number),
    CHECK ((state = 'published') = (published IS NOT NULL)),
    CHECK (state IN ('ready', 'published') OR attempt_started IS NOT NULL)
);
CREATE UNIQUE INDEX parts_remote ON parts (target, remote_id) WHERE remote_id <> '';
CREATE INDEX parts_published ON parts (target, published) WHERE published IS NOT NULL;

CREATE TABLE memory (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
    from_language TEXT NOT NULL,
    to_language TEXT NOT NULL,
    style TEXT NOT NULL,
    engine TEXT NOT NULL,
    source_chars INTEGER NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX memory_by_age ON memory (created);
CREATE INDEX memory_by_use ON memory (last_used);

CREATE TABLE memory_totals (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entries INTEGER NOT NULL CHECK (entries >= 0),
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    hits INTEGER NOT NULL
);
INSERT INTO memory_totals VALUES (1, 0, 0, 0);
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
