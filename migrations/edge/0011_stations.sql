-- owner: menu
-- Where a dish is cooked: names of stations as JSON. None: as its category says, and where that
-- says nothing either, at the default station.
ALTER TABLE dish ADD COLUMN stations TEXT NOT NULL DEFAULT '[]';
UPDATE dish SET stations = json_array(upper(substr(station, 1, 1)) || substr(station, 2))
WHERE lower(station) <> 'kitchen';
ALTER TABLE dish DROP COLUMN station;
ALTER TABLE category ADD COLUMN stations TEXT NOT NULL DEFAULT '[]';
-- How many portions there still are; null where nobody counts.
ALTER TABLE dish ADD COLUMN left_over INTEGER CHECK (left_over >= 0);

-- owner: stations
-- What is set for a station. A station that a dish names and that has no row here has the house's
-- ways.
CREATE TABLE station (
    name_key     TEXT PRIMARY KEY,        -- the name in lower case
    name         TEXT NOT NULL,
    sort         INTEGER NOT NULL,
    is_default   INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    warn_minutes INTEGER,
    late_minutes INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX station_default ON station (is_default) WHERE is_default;

-- owner: stations
-- In this area, what would be cooked at one station is cooked at another.
CREATE TABLE area_station (
    area_id     TEXT NOT NULL REFERENCES area (id) ON DELETE CASCADE,
    station_key TEXT NOT NULL,
    instead     TEXT NOT NULL,
    PRIMARY KEY (area_id, station_key)
) STRICT, WITHOUT ROWID;
