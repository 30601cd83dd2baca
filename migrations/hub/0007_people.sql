-- owner: people
-- Who signs in: the owners of a tenant, and whoever runs the service. The latter's tenant is the
-- one of zeros, which has no row and no box.
CREATE TABLE person (
    tenant_id     uuid NOT NULL,
    person_id     uuid NOT NULL,
    email         text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    -- Argon2id with the service's key; none until a first link was used.
    password_hash text,
    role          text NOT NULL CHECK (role IN ('ADMIN', 'OWNER')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, person_id),
    CHECK ((role = 'ADMIN') = (tenant_id = '00000000-0000-0000-0000-000000000000'))
);
CALL shut('person');

-- owner: people
-- Whose an address is. One address signs in as one person of one tenant, so this key cannot begin
-- with the tenant: a directory, small, a copy on every node of a database that is spread.
CREATE TABLE mailbox (
    email_hash bytea PRIMARY KEY,
    tenant_id  uuid NOT NULL,
    person_id  uuid NOT NULL,
    FOREIGN KEY (tenant_id, person_id) REFERENCES person
);
CALL shut('mailbox');
-- Who knocks has an address and no name yet.
CREATE POLICY by_its_hash ON mailbox FOR SELECT TO tiffin_door USING (true);
GRANT SELECT (email_hash, tenant_id, person_id) ON mailbox TO tiffin_door;

-- owner: people
-- Somebody signed in. The token names the tenant, so that it is found in that tenant's name; what
-- is kept is its hash.
CREATE TABLE session (
    tenant_id  uuid NOT NULL,
    token_hash bytea NOT NULL,
    person_id  uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person
);
CREATE INDEX session_of ON session (tenant_id, person_id);
CALL shut('session');

-- owner: people
-- A link that lets somebody choose a password, once.
CREATE TABLE welcome (
    tenant_id  uuid NOT NULL,
    token_hash bytea NOT NULL,
    person_id  uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person
);
CALL shut('welcome');

-- owner: people
-- Tries that were counted: of an address that signs in (known here or not: they look the same),
-- of a network address. Nobody's in particular, so without a tenant; only hashes.
CREATE TABLE tried (
    subject bytea PRIMARY KEY,
    tries   int NOT NULL,
    last_at timestamptz NOT NULL,
    until   timestamptz NOT NULL
);
CREATE INDEX tried_long_ago ON tried (last_at);
ALTER TABLE tried ENABLE ROW LEVEL SECURITY;
ALTER TABLE tried FORCE ROW LEVEL SECURITY;
CREATE POLICY at_the_door ON tried TO tiffin_door USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tried TO tiffin_door;
