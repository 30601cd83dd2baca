-- owner: closing
-- What was written when a day's books were closed, as it was issued. Never changed.
CREATE TABLE z_report (
    day      TEXT PRIMARY KEY REFERENCES closed_day (day),
    number   INTEGER NOT NULL UNIQUE CHECK (number > 0),    -- 1, 2, 3 … without gaps
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,
    device   TEXT NOT NULL,
    document TEXT NOT NULL                                  -- JSON of closing::ZReport
) STRICT;

CREATE TRIGGER z_report_is_never_changed BEFORE UPDATE ON z_report
BEGIN SELECT raise(ABORT, 'a Z report is never changed'); END;
CREATE TRIGGER z_report_is_never_deleted BEFORE DELETE ON z_report
BEGIN SELECT raise(ABORT, 'a Z report is never deleted'); END;

-- Tax is reported by the date on the paper, not by the business day.
CREATE INDEX invoice_by_time ON invoice (issued_at);
CREATE INDEX credit_note_by_time ON credit_note (issued_at);
CREATE INDEX line_void_by_time ON line_void (at);
