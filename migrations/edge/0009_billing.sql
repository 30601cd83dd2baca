-- owner: billing
-- A row appears when somebody first touches a bill; until then the bill is just its orders.
CREATE TABLE bill (
    id              TEXT PRIMARY KEY,
    sitting_id      TEXT NOT NULL UNIQUE REFERENCES sitting (id),
    discount_bps    INTEGER NOT NULL DEFAULT 0,
    discount_amount INTEGER NOT NULL DEFAULT 0,
    discount_reason TEXT NOT NULL DEFAULT '',
    version         INTEGER NOT NULL DEFAULT 1
) STRICT;

-- owner: billing
-- One row for each series, for example K1/2627/. Numbers are given out in the transaction that
-- issues the invoice, so a number is never given twice and none is left out.
CREATE TABLE invoice_series (
    prefix TEXT PRIMARY KEY,
    last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- owner: billing
-- What was handed to the guest, as it was: never changed, never deleted.
CREATE TABLE invoice (
    number       TEXT PRIMARY KEY CHECK (length(number) <= 16),
    bill_id      TEXT NOT NULL UNIQUE REFERENCES bill (id),
    token        TEXT NOT NULL UNIQUE,      -- the unguessable name of its page
    business_day TEXT NOT NULL,
    issued_at    INTEGER NOT NULL,
    total_paise  INTEGER NOT NULL,
    taxable_paise INTEGER NOT NULL,
    covers       INTEGER NOT NULL,
    document     TEXT NOT NULL              -- JSON of billing::Document
) STRICT;
CREATE INDEX invoice_by_day ON invoice (business_day);

CREATE TRIGGER invoice_is_never_changed BEFORE UPDATE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice is never changed'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice is never deleted'); END;
