-- owner: commands
-- Whose word it was; empty for what the hub asks by itself.
ALTER TABLE command ADD COLUMN asked_by text NOT NULL DEFAULT '';

-- owner: fleet
-- What a box says of itself is no secret of its book's: whoever runs the service sees it.
GRANT SELECT (beat, beat_at) ON device TO tiffin_admin;
