-- owner: auth
CREATE TABLE staff (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,     -- the name in lower case: two staff cannot differ by case
    role       TEXT NOT NULL,
    pin_hash   TEXT NOT NULL,            -- argon2id with the box's key, PHC string
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
CREATE INDEX staff_session_by_end ON staff_session (expires_at);

-- owner: auth
CREATE TABLE lockout (
    subject      TEXT PRIMARY KEY,       -- pin:<staff id>, or code:<keyed hash of a phone>
    failures     INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,       -- not after last_at: no lock
    last_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lockout_by_age ON lockout (last_at);

-- owner: customers
CREATE TABLE customer (
    id         TEXT PRIMARY KEY,
    phone      TEXT NOT NULL UNIQUE,     -- E.164
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;

-- owner: customers
CREATE TABLE guest_customer (
    guest_id    TEXT PRIMARY KEY,        -- a guest of a sitting, who has shown a phone number
    customer_id TEXT NOT NULL REFERENCES customer (id),
    linked_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX guest_customer_by_customer ON guest_customer (customer_id);
