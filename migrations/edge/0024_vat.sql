-- owner: pricing
-- What is taxed how. Liquor for drinking is outside GST: a state's VAT, at whatever rate.
CREATE TABLE tax_rate_next (
    class          TEXT NOT NULL,        -- what a dish names: 'restaurant', 'packaged', 'liquor'
    effective_from INTEGER NOT NULL,
    kind           TEXT NOT NULL DEFAULT 'GST',
    rate_bps       INTEGER NOT NULL CHECK (rate_bps BETWEEN 0 AND 10000),
    inclusive      INTEGER NOT NULL CHECK (inclusive IN (0, 1)),
    PRIMARY KEY (class, effective_from),
    CHECK (kind = 'VAT' OR (rate_bps <= 5000 AND rate_bps % 2 = 0))
) STRICT, WITHOUT ROWID;
INSERT INTO tax_rate_next (class, effective_from, rate_bps, inclusive)
SELECT class, effective_from, rate_bps, inclusive FROM tax_rate;
DROP TABLE tax_rate;
ALTER TABLE tax_rate_next RENAME TO tax_rate;

-- owner: billing
-- A bill has one paper for what is under GST and one for what is under VAT, each of a series of its
-- own. Never changed, never deleted.
CREATE TABLE invoice_next (
    number        TEXT PRIMARY KEY CHECK (length(number) <= 16),
    bill_id       TEXT NOT NULL REFERENCES bill (id),
    is_vat        INTEGER NOT NULL DEFAULT 0 CHECK (is_vat IN (0, 1)),
    token         TEXT NOT NULL UNIQUE,
    business_day  TEXT NOT NULL,
    issued_at     INTEGER NOT NULL,
    total_paise   INTEGER NOT NULL,
    taxable_paise INTEGER NOT NULL,
    covers        INTEGER NOT NULL,       -- people, on the first of a bill's papers only
    document      TEXT NOT NULL,          -- JSON of billing::Invoice
    UNIQUE (bill_id, is_vat)
) STRICT;
INSERT INTO invoice_next (number, bill_id, token, business_day, issued_at, total_paise,
    taxable_paise, covers, document)
SELECT number, bill_id, token, business_day, issued_at, total_paise, taxable_paise, covers, document
FROM invoice ORDER BY rowid;
DROP TABLE invoice;
ALTER TABLE invoice_next RENAME TO invoice;
CREATE INDEX invoice_by_day ON invoice (business_day);
CREATE INDEX invoice_by_time ON invoice (issued_at);
CREATE TRIGGER invoice_is_never_changed BEFORE UPDATE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice is never changed'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice
BEGIN SELECT raise(ABORT, 'an invoice is never deleted'); END;
