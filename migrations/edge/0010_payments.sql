-- owner: payments
CREATE TABLE payment (
    id             TEXT PRIMARY KEY,
    bill_id        TEXT NOT NULL REFERENCES bill (id),
    method         TEXT NOT NULL,
    amount_paise   INTEGER NOT NULL CHECK (amount_paise >= 0),
    received_paise INTEGER NOT NULL,
    change_paise   INTEGER NOT NULL CHECK (change_paise >= 0),
    business_day   TEXT NOT NULL,
    at             INTEGER NOT NULL,
    who            TEXT NOT NULL,
    device         TEXT NOT NULL,
    CHECK (received_paise = amount_paise + change_paise)
) STRICT;
CREATE INDEX payment_by_bill ON payment (bill_id);
CREATE INDEX payment_by_day ON payment (business_day);
