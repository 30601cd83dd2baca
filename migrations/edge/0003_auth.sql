-- owner: auth
CREATE TABLE staff (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,     -- the name in lower case: two staff cannot differ by case
    role       TEXT NOT NULL,
    pin_hash   TEXT NOT NULL,            -- argon2id, PHC string
    is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

-- owner: auth
CREATE TABLE staff_session (
    id         TEXT PRIMARY KEY,
    staff_id   TEXT NOT NULL REFERENCES staff (id),
    device     TEXT NOT NULL,
    opened_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX staff_session_open ON staff_session (staff_id) WHERE ended_at IS NULL;

-- owner: auth
CREATE TABLE lockout (
    subject      TEXT PRIMARY KEY,       -- 'pin:<name key>', or 'code:' and a keyed hash of a phone
    failures     INTEGER NOT NULL,
    locked_until INTEGER NOT NULL DEFAULT 0,
    last_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- owner: auth
CREATE TABLE customer (
    id         TEXT PRIMARY KEY,
    phone      TEXT NOT NULL UNIQUE,     -- E.164
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;
