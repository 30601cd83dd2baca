-- owner: billing
-- One invoice at the close of the day for all small bills nobody wanted an invoice for. Never
-- changed.
CREATE TABLE consolidated_invoice (
    number       TEXT PRIMARY KEY CHECK (length(number) <= 16),
    business_day TEXT NOT NULL UNIQUE,
    issued_at    INTEGER NOT NULL,
    total_paise  INTEGER NOT NULL,
    document     TEXT NOT NULL              -- JSON of billing::Consolidated
) STRICT;

CREATE TRIGGER consolidated_invoice_is_never_changed BEFORE UPDATE ON consolidated_invoice
BEGIN SELECT raise(ABORT, 'an invoice is never changed'); END;
CREATE TRIGGER consolidated_invoice_is_never_deleted BEFORE DELETE ON consolidated_invoice
BEGIN SELECT raise(ABORT, 'an invoice is never deleted'); END;
