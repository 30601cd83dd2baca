-- A bill may be paid by several, in several ways. From here on `payment` is written by billing: it
-- keeps the book, and payments/ and online/ are the hands.
ALTER TABLE payment ADD COLUMN part_id TEXT;
ALTER TABLE payment ADD COLUMN tip_paise INTEGER NOT NULL DEFAULT 0 CHECK (tip_paise >= 0);
-- What came in although nothing was due: it is owed back.
ALTER TABLE payment ADD COLUMN surplus_paise INTEGER NOT NULL DEFAULT 0 CHECK (surplus_paise >= 0);
ALTER TABLE payment ADD COLUMN state TEXT NOT NULL DEFAULT 'TAKEN';
ALTER TABLE payment ADD COLUMN reference TEXT NOT NULL DEFAULT '';
-- A UTR, a slip or a gateway's payment is money once.
CREATE UNIQUE INDEX payment_by_reference ON payment (method, reference) WHERE reference <> '';
CREATE INDEX payment_unverified ON payment (business_day) WHERE state = 'UNVERIFIED';

ALTER TABLE bill ADD COLUMN buyer_name TEXT NOT NULL DEFAULT '';
ALTER TABLE bill ADD COLUMN buyer_address TEXT NOT NULL DEFAULT '';
ALTER TABLE bill ADD COLUMN buyer_gstin TEXT NOT NULL DEFAULT '';

-- owner: billing
-- How a bill is shared among those who pay it. What nobody named is the last one's.
CREATE TABLE bill_part (
    id           TEXT PRIMARY KEY,
    bill_id      TEXT NOT NULL REFERENCES bill (id),
    place        INTEGER NOT NULL,
    label        TEXT NOT NULL,
    how          TEXT NOT NULL,
    amount_paise INTEGER NOT NULL DEFAULT 0,    -- AMOUNT: what was agreed on
    fixed_paise  INTEGER,                       -- what it came to when it was paid
    UNIQUE (bill_id, place)
) STRICT;

-- owner: billing
CREATE TABLE bill_part_line (
    part_id     TEXT NOT NULL REFERENCES bill_part (id) ON DELETE CASCADE,
    line_id     TEXT NOT NULL,
    numerator   INTEGER NOT NULL CHECK (numerator > 0),
    denominator INTEGER NOT NULL CHECK (denominator BETWEEN numerator AND 100),
    PRIMARY KEY (part_id, line_id)
) STRICT, WITHOUT ROWID;

-- owner: billing
-- What is on a bill without having been ordered: open items, packing, delivery.
CREATE TABLE bill_extra (
    id         TEXT PRIMARY KEY,
    bill_id    TEXT NOT NULL REFERENCES bill (id),
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 50),
    unit_paise INTEGER NOT NULL CHECK (unit_paise >= 0),
    tax_class  TEXT NOT NULL,
    at         INTEGER NOT NULL,
    who        TEXT NOT NULL,
    device     TEXT NOT NULL
) STRICT;
CREATE INDEX bill_extra_by_bill ON bill_extra (bill_id);

-- owner: billing
-- What was taken back after it was paid for. An order that was called off is a row for each line.
CREATE TABLE taken_back (
    line_id  TEXT NOT NULL,
    note     TEXT NOT NULL,             -- the credit note's number
    bill_id  TEXT NOT NULL REFERENCES bill (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (line_id, note)
) STRICT, WITHOUT ROWID;
CREATE INDEX taken_back_by_bill ON taken_back (bill_id);

-- owner: billing
-- Credit notes, and vouchers for money that was no payment for anything. Never changed.
CREATE TABLE credit_note (
    number        TEXT PRIMARY KEY CHECK (length(number) <= 16),
    kind          TEXT NOT NULL,
    bill_id       TEXT NOT NULL REFERENCES bill (id),
    cause         TEXT NOT NULL UNIQUE,     -- what it is for: each thing is credited once
    token         TEXT NOT NULL UNIQUE,
    business_day  TEXT NOT NULL,
    issued_at     INTEGER NOT NULL,
    total_paise   INTEGER NOT NULL,
    taxable_paise INTEGER NOT NULL,
    document      TEXT NOT NULL             -- JSON of billing::CreditNote
) STRICT;
CREATE INDEX credit_note_by_bill ON credit_note (bill_id);
CREATE INDEX credit_note_by_day ON credit_note (business_day);

CREATE TRIGGER credit_note_is_never_changed BEFORE UPDATE ON credit_note
BEGIN SELECT raise(ABORT, 'a credit note is never changed'); END;
CREATE TRIGGER credit_note_is_never_deleted BEFORE DELETE ON credit_note
BEGIN SELECT raise(ABORT, 'a credit note is never deleted'); END;

-- owner: billing
CREATE TABLE refund (
    id           TEXT PRIMARY KEY,
    payment_id   TEXT NOT NULL REFERENCES payment (id),
    bill_id      TEXT NOT NULL REFERENCES bill (id),
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    reason       TEXT NOT NULL,
    note         TEXT NOT NULL REFERENCES credit_note (number),
    state        TEXT NOT NULL,
    reference    TEXT NOT NULL DEFAULT '',
    failure      TEXT NOT NULL DEFAULT '',
    due_at       INTEGER NOT NULL,
    done_at      INTEGER,
    done_day     TEXT,
    done_by      TEXT NOT NULL DEFAULT '',
    UNIQUE (payment_id, note)
) STRICT;
CREATE INDEX refund_by_bill ON refund (bill_id);
CREATE INDEX refund_open ON refund (due_at) WHERE state <> 'DONE';
CREATE INDEX refund_by_day ON refund (done_day) WHERE done_day IS NOT NULL;
