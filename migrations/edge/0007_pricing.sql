-- owner: pricing
CREATE TABLE tax_rate (
    class          TEXT NOT NULL,        -- what a dish names: 'restaurant', 'packaged'
    effective_from INTEGER NOT NULL,
    rate_bps       INTEGER NOT NULL CHECK (rate_bps BETWEEN 0 AND 5000 AND rate_bps % 2 = 0),
    inclusive      INTEGER NOT NULL CHECK (inclusive IN (0, 1)),
    PRIMARY KEY (class, effective_from)
) STRICT, WITHOUT ROWID;
