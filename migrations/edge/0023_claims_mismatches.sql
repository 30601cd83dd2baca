-- owner: billing
-- What somebody has said they pay of a bill. While it is held, nobody else is offered it.
CREATE TABLE bill_claim (
    id           TEXT PRIMARY KEY,
    bill_id      TEXT NOT NULL REFERENCES bill (id),
    part_id      TEXT,                          -- where the bill is shared out: of whose part
    guest_id     TEXT,                          -- none: staff asks somebody for it
    who          TEXT NOT NULL,
    how          TEXT NOT NULL,
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    state        TEXT NOT NULL,
    made_at      INTEGER NOT NULL,
    held_until   INTEGER NOT NULL,
    -- Somebody is at a gateway with it: money may be on its way.
    is_paying    INTEGER NOT NULL DEFAULT 0 CHECK (is_paying IN (0, 1)),
    payment_id   TEXT                           -- the money that came for it
) STRICT;
CREATE INDEX bill_claim_by_bill ON bill_claim (bill_id);

-- owner: online
ALTER TABLE attempt ADD COLUMN claim_id TEXT;

-- owner: online
-- Other money came than was asked for: when it was seen, and what a manager did about it.
ALTER TABLE attempt_payment ADD COLUMN flagged_at INTEGER;
ALTER TABLE attempt_payment ADD COLUMN resolution TEXT;
ALTER TABLE attempt_payment ADD COLUMN resolved_at INTEGER;
ALTER TABLE attempt_payment ADD COLUMN resolved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE attempt_payment ADD COLUMN note TEXT NOT NULL DEFAULT '';
UPDATE attempt_payment SET flagged_at = (SELECT opened_at FROM attempt a WHERE a.id = attempt_id)
WHERE mismatch_paise IS NOT NULL;
CREATE INDEX attempt_payment_mismatched ON attempt_payment (flagged_at)
    WHERE mismatch_paise IS NOT NULL;
