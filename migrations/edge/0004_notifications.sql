-- owner: notifications
CREATE TABLE message (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,            -- what it tells of: nobody is told twice; '' for codes
    phone      TEXT NOT NULL,            -- E.164
    text       TEXT NOT NULL,            -- never with a code's digits
    at         INTEGER NOT NULL,
    state      TEXT NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    is_claimed INTEGER NOT NULL DEFAULT 0 CHECK (is_claimed IN (0, 1))    -- being sent
) STRICT;
CREATE UNIQUE INDEX message_once ON message (kind, subject, phone) WHERE subject <> '';
CREATE INDEX message_queued ON message (id) WHERE state = 'QUEUED';
CREATE INDEX message_by_age ON message (at);
