-- owner: house
-- Business days whose books are closed. What happens later belongs to the next day.
CREATE TABLE closed_day (
    day TEXT PRIMARY KEY,
    at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closed_day_is_never_changed BEFORE UPDATE ON closed_day
BEGIN SELECT raise(ABORT, 'a closed day is never changed'); END;
CREATE TRIGGER closed_day_is_never_opened BEFORE DELETE ON closed_day
BEGIN SELECT raise(ABORT, 'a closed day is never opened again'); END;

-- owner: drawer
-- Cash that one person answers for, from the float to the count.
CREATE TABLE drawer (
    id             TEXT PRIMARY KEY,
    staff_id       TEXT NOT NULL REFERENCES staff (id),
    cashier        TEXT NOT NULL,               -- the name at that time
    float_paise    INTEGER NOT NULL CHECK (float_paise >= 0),
    business_day   TEXT NOT NULL,
    opened_at      INTEGER NOT NULL,
    device         TEXT NOT NULL,
    closed_at      INTEGER,
    closed_by      TEXT NOT NULL DEFAULT '',
    closed_device  TEXT NOT NULL DEFAULT '',
    counts         TEXT NOT NULL DEFAULT '{}',  -- JSON: pieces by denomination in paise
    counted_paise  INTEGER CHECK (counted_paise >= 0),
    expected_paise INTEGER,                     -- what the entries came to when it was counted
    CHECK ((closed_at IS NULL) = (counted_paise IS NULL)),
    CHECK ((closed_at IS NULL) = (expected_paise IS NULL))
) STRICT;
CREATE UNIQUE INDEX drawer_open ON drawer (staff_id) WHERE closed_at IS NULL;
CREATE INDEX drawer_by_day ON drawer (business_day);

CREATE TRIGGER drawer_is_never_deleted BEFORE DELETE ON drawer
BEGIN SELECT raise(ABORT, 'a drawer is never deleted'); END;
-- All that can change is that it is counted, once.
CREATE TRIGGER drawer_is_counted_once BEFORE UPDATE ON drawer
WHEN OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
    OR (NEW.id, NEW.staff_id, NEW.cashier, NEW.float_paise, NEW.business_day, NEW.opened_at,
        NEW.device)
    <> (OLD.id, OLD.staff_id, OLD.cashier, OLD.float_paise, OLD.business_day, OLD.opened_at,
        OLD.device)
BEGIN SELECT raise(ABORT, 'a drawer is counted once'); END;

-- owner: drawer
-- What went in and out of a drawer. Nothing here is ever changed: a mistake is another entry.
CREATE TABLE drawer_entry (
    id           TEXT PRIMARY KEY,
    drawer_id    TEXT NOT NULL REFERENCES drawer (id),
    kind         TEXT NOT NULL,
    amount_paise INTEGER NOT NULL,              -- below zero: taken out
    of_id        TEXT,                          -- the payment or the refund
    reason       TEXT NOT NULL,
    business_day TEXT NOT NULL,
    at           INTEGER NOT NULL,
    who          TEXT NOT NULL,
    device       TEXT NOT NULL,
    CHECK ((kind IN ('REFUND', 'OUT')) = (amount_paise < 0) OR amount_paise = 0)
) STRICT;
CREATE INDEX drawer_entry_by_drawer ON drawer_entry (drawer_id);
CREATE INDEX drawer_entry_by_day ON drawer_entry (business_day);
-- A payment or a refund is in a drawer once.
CREATE UNIQUE INDEX drawer_entry_once ON drawer_entry (of_id, kind) WHERE of_id IS NOT NULL;

CREATE TRIGGER drawer_entry_is_never_changed BEFORE UPDATE ON drawer_entry
BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER drawer_entry_is_never_deleted BEFORE DELETE ON drawer_entry
BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END;
CREATE TRIGGER drawer_entry_before_the_count BEFORE INSERT ON drawer_entry
WHEN (SELECT closed_at FROM drawer WHERE id = NEW.drawer_id) IS NOT NULL
BEGIN SELECT raise(ABORT, 'this drawer is counted'); END;
