-- owner: sync
-- Each command of the cloud's once, with what came of it; told until the cloud has it.
CREATE TABLE command (
    id      TEXT PRIMARY KEY,
    no      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    outcome TEXT NOT NULL,
    result  TEXT NOT NULL,            -- JSON
    at      INTEGER NOT NULL,
    told_at INTEGER
) STRICT;
CREATE INDEX command_untold ON command (no) WHERE told_at IS NULL;

-- What of a dish is head office's: its name there, the revision it was last changed in, and the fields
-- that are not the house's to change.
ALTER TABLE dish ADD COLUMN central_id TEXT;
ALTER TABLE dish ADD COLUMN central_rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dish ADD COLUMN central_fields TEXT NOT NULL DEFAULT '[]';  -- JSON: ["name", …]
CREATE UNIQUE INDEX dish_by_central ON dish (central_id)
    WHERE central_id IS NOT NULL AND deleted_at IS NULL;
