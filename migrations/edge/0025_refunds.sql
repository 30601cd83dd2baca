-- owner: billing
-- When somebody said whether a payment came: within the day they can take a "no" back.
ALTER TABLE payment ADD COLUMN judged_day TEXT;
CREATE INDEX payment_rejected ON payment (bill_id) WHERE state = 'REJECTED';

-- A refund of money that never came falls away: WITHDRAWN, on this day.
ALTER TABLE refund ADD COLUMN withdrawn_day TEXT;
DROP INDEX refund_open;
CREATE INDEX refund_open ON refund (due_at) WHERE state NOT IN ('DONE', 'WITHDRAWN');
CREATE INDEX refund_withdrawn ON refund (withdrawn_day) WHERE withdrawn_day IS NOT NULL;

-- owner: billing
-- What an invoice was due again of, and nobody will pay. Below zero: it was paid after all.
CREATE TABLE bill_write_off (
    bill_id      TEXT NOT NULL REFERENCES bill (id),
    amount_paise INTEGER NOT NULL CHECK (amount_paise <> 0),
    reason       TEXT NOT NULL,
    business_day TEXT NOT NULL,
    at           INTEGER NOT NULL,
    who          TEXT NOT NULL,
    device       TEXT NOT NULL
) STRICT;
CREATE INDEX bill_write_off_by_bill ON bill_write_off (bill_id);
CREATE INDEX bill_write_off_by_day ON bill_write_off (business_day);

CREATE TRIGGER bill_write_off_is_never_changed BEFORE UPDATE ON bill_write_off
BEGIN SELECT raise(ABORT, 'a write-off is never changed'); END;
CREATE TRIGGER bill_write_off_is_never_deleted BEFORE DELETE ON bill_write_off
BEGIN SELECT raise(ABORT, 'a write-off is never deleted'); END;

-- owner: online
-- After a gateway's no it is asked under a new key; the refund's own name stays.
ALTER TABLE gateway_refund ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
-- Looks the gateway refused: they come ever more seldom, and end.
ALTER TABLE attempt ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
-- A webhook that could not be digested is tried again, so often.
ALTER TABLE gateway_event ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
