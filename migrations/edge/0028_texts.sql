-- The language a customer is told things in, and whether they want to be told any.
ALTER TABLE customer ADD COLUMN locale TEXT;
ALTER TABLE customer ADD COLUMN opted_out_at INTEGER;

ALTER TABLE message ADD COLUMN gateway TEXT;            -- which took it
ALTER TABLE message ADD COLUMN provider_id TEXT;        -- what that one calls it
ALTER TABLE message ADD COLUMN why TEXT NOT NULL DEFAULT '';      -- it did not go, or waits
-- After this it is not told any more. What waited when this column came is too old.
ALTER TABLE message ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0;

-- owner: notifications
-- How the house wants its texts sent.
CREATE TABLE texting (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    gateway_order   TEXT NOT NULL,       -- JSON: names, the first to be tried first
    -- An owner has read what the law says of texts from a SIM, and wants them all the same.
    modem_agreed_at INTEGER,
    modem_agreed_by TEXT
) STRICT;
