-- owner: store
CREATE TABLE once (
    scope      TEXT NOT NULL,            -- who asked: a key of one person says nothing to another
    key        TEXT NOT NULL,
    request    BLOB NOT NULL,            -- SHA-256 of what was asked
    answer     TEXT NOT NULL,            -- JSON of what was answered
    at         INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_by_age ON once (at);

-- owner: ledger
CREATE TABLE fact (
    seq    INTEGER PRIMARY KEY,          -- 1, 2, 3 … given out by the ledger, never by SQLite
    at     INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    actor  TEXT NOT NULL,                -- JSON of wire::Actor
    body   TEXT NOT NULL,                -- JSON of wire::Fact
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- owner: ledger
CREATE TABLE follower (
    name    TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL             -- the last fact it is done with
) STRICT, WITHOUT ROWID;

-- owner: ledger
CREATE TABLE dead_letter (
    id        TEXT PRIMARY KEY,
    follower  TEXT NOT NULL,
    seq       INTEGER NOT NULL REFERENCES fact (seq),
    reason    TEXT NOT NULL,
    tries     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    UNIQUE (follower, seq)
) STRICT;
