-- owner: store
-- What each commit changed, in order, while the box is mirrored; until the far end has it.
CREATE TABLE shipment (
    no       INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The last fact after this commit.
    head_seq INTEGER NOT NULL,
    -- How many migrations had run.
    schema   INTEGER NOT NULL,
    -- [[table, I or D, row], …]
    rows     TEXT NOT NULL
) STRICT;

-- owner: store
-- There while the box is mirrored.
CREATE TABLE mirror (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    waiting_bytes INTEGER NOT NULL DEFAULT 0,
    -- Of the changes up to this one some were let go: only a copy from there on is of use.
    broken_no     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- owner: sync
-- The last whole copy the cloud has.
CREATE TABLE cloud_snapshot (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    snapshot_id TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    no          INTEGER NOT NULL,
    head_seq    INTEGER NOT NULL,
    bytes       INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

-- What a life that was put back asks for was done: numbers skipped, queues settled.
ALTER TABLE epoch ADD COLUMN settled_at INTEGER;

-- owner: billing
-- Numbers that will never be on a paper, and why: a box whose place was taken may have used them.
CREATE TABLE series_skip (
    prefix TEXT NOT NULL,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL CHECK (last >= first),
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (prefix, first)
) STRICT, WITHOUT ROWID;
