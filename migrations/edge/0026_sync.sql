-- owner: sync
-- Lives of this book, oldest first; the newest goes on. A number that is given out again after the
-- book was put back is another fact, since it is of another life.
CREATE TABLE epoch (
    n          INTEGER PRIMARY KEY,
    epoch      TEXT NOT NULL UNIQUE CHECK (length(epoch) = 16),
    base_epoch TEXT,
    base_seq   INTEGER NOT NULL,
    base_hash  BLOB NOT NULL CHECK (length(base_hash) = 32),
    reason     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    -- Set in the copy a backup makes: whoever opens that begins another life.
    is_closed  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- owner: sync
-- Who this box is in the cloud, and how much of its book is held there.
CREATE TABLE cloud (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    hub_url         TEXT NOT NULL,
    tenant_id       TEXT NOT NULL,
    device_id       TEXT NOT NULL,
    name            TEXT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'ACTIVE',
    held_seq        INTEGER NOT NULL DEFAULT 0,
    skew_ms         INTEGER NOT NULL DEFAULT 0,
    -- Kilobits a second on a line that is paid by the byte; 0: no cap.
    cap_kbps        INTEGER NOT NULL DEFAULT 0,
    last_contact_at INTEGER
) STRICT;

-- owner: sync
-- What somebody should look at. The same trouble is one row until it is cleared.
CREATE TABLE cloud_alarm (
    kind       TEXT PRIMARY KEY,
    said       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    times      INTEGER NOT NULL DEFAULT 1,
    cleared_at INTEGER
) STRICT;
