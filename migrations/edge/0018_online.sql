-- owner: online
-- One checkout opened with a gateway, for one sum of one bill.
CREATE TABLE attempt (
    id            TEXT PRIMARY KEY,             -- also what the gateway knows it by
    method        TEXT NOT NULL,
    page          TEXT NOT NULL,
    bill_id       TEXT NOT NULL,
    part_id       TEXT,
    amount_paise  INTEGER NOT NULL CHECK (amount_paise >= 0),
    tip_paise     INTEGER NOT NULL CHECK (tip_paise >= 0),
    state         TEXT NOT NULL,
    gateway_order TEXT NOT NULL DEFAULT '',     -- empty until the gateway has answered
    url           TEXT,
    opened_at     INTEGER NOT NULL,
    looks         INTEGER NOT NULL DEFAULT 0,
    looked_at     INTEGER,
    next_look_at  INTEGER,                      -- none when there is nothing more to find out
    who           TEXT NOT NULL,
    device        TEXT NOT NULL,
    CHECK (amount_paise + tip_paise > 0)
) STRICT;
CREATE INDEX attempt_by_bill ON attempt (bill_id);
CREATE UNIQUE INDEX attempt_by_order ON attempt (method, gateway_order) WHERE gateway_order <> '';
CREATE INDEX attempt_to_look_at ON attempt (method, next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX attempt_mismatched ON attempt (id) WHERE state = 'MISMATCHED';

-- owner: online
-- What is known of a gateway's payments: it only ever grows, in whatever order news arrives.
CREATE TABLE attempt_payment (
    attempt_id     TEXT NOT NULL REFERENCES attempt (id),
    payment        TEXT NOT NULL,               -- the gateway's own name
    progress       TEXT NOT NULL,
    is_received    INTEGER NOT NULL CHECK (is_received IN (0, 1)),
    mismatch_paise INTEGER,                     -- what came, when it was not what was asked for
    PRIMARY KEY (attempt_id, payment)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_payment_by_name ON attempt_payment (payment);

-- owner: online
-- Webhooks as they came, believed but perhaps not yet digested.
CREATE TABLE gateway_event (
    method   TEXT NOT NULL,
    event_id TEXT NOT NULL,
    digest   BLOB NOT NULL,                     -- the id is not signed, the body is
    body     BLOB NOT NULL,
    at       INTEGER NOT NULL,
    done_at  INTEGER,
    failure  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (method, event_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX gateway_event_waiting ON gateway_event (at) WHERE done_at IS NULL;
CREATE INDEX gateway_event_by_age ON gateway_event (at);

-- owner: online
-- Money that goes back through a gateway, asked for under a key of its own until it is there.
CREATE TABLE gateway_refund (
    key            TEXT PRIMARY KEY,
    method         TEXT NOT NULL,
    refund_id      TEXT UNIQUE,                 -- none for money that was never on a bill
    payment        TEXT NOT NULL,
    amount_paise   INTEGER NOT NULL CHECK (amount_paise > 0),
    state          TEXT NOT NULL,
    gateway_refund TEXT NOT NULL DEFAULT '',
    tries          INTEGER NOT NULL DEFAULT 0,
    next_at        INTEGER,
    failure        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX gateway_refund_open ON gateway_refund (method, next_at) WHERE next_at IS NOT NULL;
