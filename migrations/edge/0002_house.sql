-- owner: house
CREATE TABLE house (
    id       INTEGER PRIMARY KEY CHECK (id = 1),   -- there is one house
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    set_at   INTEGER NOT NULL
) STRICT;
