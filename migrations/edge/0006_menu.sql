-- owner: menu
CREATE TABLE menu_revision (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,            -- grows with every change of the menu
    stamp    INTEGER NOT NULL             -- another with every change, and never the same again:
                                          -- not after one was undone, nor in another restaurant
) STRICT;
INSERT INTO menu_revision (one, revision, stamp) VALUES (1, 1, random());

-- owner: menu
CREATE TABLE category (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,             -- in lower case: two cannot differ by case alone
    name_local TEXT NOT NULL,
    sort       INTEGER NOT NULL,
    deleted_at INTEGER                    -- dishes that were taken off still name it
) STRICT;
CREATE UNIQUE INDEX category_by_name ON category (name_key) WHERE deleted_at IS NULL;

-- owner: menu
CREATE TABLE dish (
    id           TEXT PRIMARY KEY,
    category_id  TEXT NOT NULL REFERENCES category (id),
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    name_local   TEXT NOT NULL,
    description  TEXT NOT NULL,
    price_paise  INTEGER NOT NULL CHECK (price_paise >= 0),
    diet         TEXT NOT NULL,
    is_jain      INTEGER NOT NULL CHECK (is_jain IN (0, 1)),
    is_vegan     INTEGER NOT NULL CHECK (is_vegan IN (0, 1)),
    spice        INTEGER NOT NULL CHECK (spice BETWEEN 0 AND 3),
    allergens    TEXT NOT NULL,           -- JSON: ["MILK", …]
    is_available INTEGER NOT NULL CHECK (is_available IN (0, 1)),
    tax_class    TEXT NOT NULL,
    station      TEXT NOT NULL,
    prep_minutes INTEGER NOT NULL,
    picture      TEXT NOT NULL,
    sort         INTEGER NOT NULL,
    is_popular   INTEGER NOT NULL DEFAULT 0 CHECK (is_popular IN (0, 1)),
    deleted_at   INTEGER                  -- off the menu for good; orders keep what they copied
) STRICT;
CREATE UNIQUE INDEX dish_by_name ON dish (category_id, name_key) WHERE deleted_at IS NULL;

-- owner: menu
CREATE TABLE variant (
    id           TEXT PRIMARY KEY,
    dish_id      TEXT NOT NULL REFERENCES dish (id),
    name         TEXT NOT NULL,
    price_paise  INTEGER NOT NULL CHECK (price_paise >= 0),
    sort         INTEGER NOT NULL,
    is_available INTEGER NOT NULL DEFAULT 1 CHECK (is_available IN (0, 1))
) STRICT;
CREATE INDEX variant_by_dish ON variant (dish_id, sort);

-- owner: menu
CREATE TABLE modifier_group (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,
    min_chosen INTEGER NOT NULL CHECK (min_chosen >= 0),
    max_chosen INTEGER NOT NULL CHECK (max_chosen >= 1 AND max_chosen >= min_chosen)
) STRICT;

-- owner: menu
CREATE TABLE modifier (
    id           TEXT PRIMARY KEY,
    group_id     TEXT NOT NULL REFERENCES modifier_group (id),
    name         TEXT NOT NULL,
    price_paise  INTEGER NOT NULL CHECK (price_paise >= 0),
    sort         INTEGER NOT NULL,
    is_available INTEGER NOT NULL DEFAULT 1 CHECK (is_available IN (0, 1))
) STRICT;
CREATE INDEX modifier_by_group ON modifier (group_id, sort);

-- owner: menu
-- Which choices a dish asks for, in which order.
CREATE TABLE dish_group (
    dish_id  TEXT NOT NULL REFERENCES dish (id),
    group_id TEXT NOT NULL REFERENCES modifier_group (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (dish_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dish_group_by_group ON dish_group (group_id);
