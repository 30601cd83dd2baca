-- owner: printing
-- Where paper comes out.
CREATE TABLE printer (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('TCP', 'USB', 'FILE')),
    address      TEXT NOT NULL,
    width        INTEGER NOT NULL CHECK (width IN (58, 80)),
    stations     TEXT NOT NULL DEFAULT '[]',    -- JSON: names; ["*"] is all
    is_receipts  INTEGER NOT NULL DEFAULT 0,    -- every paid bill comes out here
    opens_drawer INTEGER NOT NULL DEFAULT 0,
    is_active    INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX printer_by_name ON printer (lower(name));

-- owner: printing
-- What was to be printed, and what became of it: also the log of copies.
CREATE TABLE print_job (
    id         TEXT PRIMARY KEY,
    number     INTEGER NOT NULL UNIQUE,
    cause      TEXT NOT NULL UNIQUE,            -- the same cause is printed once
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    printer_id TEXT NOT NULL REFERENCES printer (id),
    state      TEXT NOT NULL DEFAULT 'QUEUED'
        CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'UNKNOWN', 'FAILED', 'DROPPED')),
    copy       INTEGER NOT NULL DEFAULT 0,      -- 0 is the first
    tries      INTEGER NOT NULL DEFAULT 0,
    error      TEXT NOT NULL DEFAULT '',
    at         INTEGER NOT NULL,
    ended_at   INTEGER,
    who        TEXT NOT NULL
) STRICT;

CREATE INDEX print_job_waiting ON print_job (printer_id, number) WHERE state IN ('QUEUED', 'SENDING');
CREATE INDEX print_job_by_state ON print_job (state, number);
CREATE INDEX print_job_by_subject ON print_job (kind, subject);

-- What was sent is not sent again: a copy is a row of its own.
CREATE TRIGGER print_job_is_sent_once BEFORE UPDATE OF state ON print_job
WHEN old.state IN ('SENT', 'DROPPED')
BEGIN SELECT raise(ABORT, 'a print that is over stays over'); END;
