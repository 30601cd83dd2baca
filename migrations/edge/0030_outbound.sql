-- owner: outbound
-- Systems of the owner that are told facts. What their secrets are is written nowhere: they are
-- worked out of the box's root key.
CREATE TABLE webhook (
    id         TEXT PRIMARY KEY,
    url        TEXT NOT NULL,
    topics     TEXT NOT NULL,                -- JSON: the sorts of facts it wants
    is_on      INTEGER NOT NULL DEFAULT 1,
    -- Why the box switched it off by itself; empty where a person did, or it is on.
    off_reason TEXT NOT NULL DEFAULT '',
    made_at    INTEGER NOT NULL,
    -- The last fact it is known to have: a box that is brought back goes on there.
    told_seq   INTEGER NOT NULL,
    told_at    INTEGER
) STRICT;
