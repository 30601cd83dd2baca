-- owner: commands
-- Whose word it was; empty for what the hub asks by itself.
ALTER TABLE command ADD COLUMN asked_by text NOT NULL DEFAULT '';
