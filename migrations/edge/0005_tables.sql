-- owner: tables
CREATE TABLE area (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL UNIQUE,      -- the name in lower case
    sort      INTEGER NOT NULL
) STRICT;

-- owner: tables
CREATE TABLE dining_table (
    id           TEXT PRIMARY KEY,
    area_id      TEXT NOT NULL REFERENCES area (id),
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL UNIQUE,
    seats        INTEGER NOT NULL,
    number       INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 65535),
    is_active    INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    code_version INTEGER NOT NULL DEFAULT 1 CHECK (code_version BETWEEN 1 AND 65535)
) STRICT;
CREATE INDEX dining_table_by_area ON dining_table (area_id);

-- owner: tables
CREATE TABLE sitting (
    id        TEXT PRIMARY KEY,
    table_id  TEXT NOT NULL REFERENCES dining_table (id),
    covers    INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,             -- 'guest' or the name of a member of staff
    closed_at INTEGER
) STRICT;
-- At most one visit at a table at a time.
CREATE UNIQUE INDEX sitting_open ON sitting (table_id) WHERE closed_at IS NULL;

-- owner: tables
CREATE TABLE guest (
    id          TEXT PRIMARY KEY,
    sitting_id  TEXT NOT NULL REFERENCES sitting (id),
    name        TEXT NOT NULL,
    joined_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_by_sitting ON guest (sitting_id);

-- owner: tables
CREATE TABLE call (
    id         TEXT PRIMARY KEY,
    sitting_id TEXT NOT NULL REFERENCES sitting (id),
    kind       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    taken_at   INTEGER,
    taken_by   TEXT
) STRICT;
CREATE INDEX call_by_sitting ON call (sitting_id, at);
-- Whoever asks again for what nobody has brought yet asks for the same thing.
CREATE UNIQUE INDEX call_open ON call (sitting_id, kind) WHERE taken_at IS NULL;
