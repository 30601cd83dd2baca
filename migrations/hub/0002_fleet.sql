-- owner: fleet
-- A place a box stands at; boxes come and go, the place stays.
CREATE TABLE device (
    tenant_id    uuid NOT NULL REFERENCES tenant,
    device_id    uuid NOT NULL,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    -- Sealed with the service's own key.
    data_key     bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz,
    program      text NOT NULL DEFAULT '',
    -- The box's clock less ours, in milliseconds.
    skew_ms      bigint NOT NULL DEFAULT 0,
    head_seq     bigint NOT NULL DEFAULT 0,
    schema       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, device_id)
);
CALL shut('device');

-- owner: fleet
-- A key a box signs with. One of a place is active.
CREATE TABLE machine (
    tenant_id  uuid NOT NULL,
    device_id  uuid NOT NULL,
    key_id     text NOT NULL,
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    state      text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'FENCED', 'REVOKED')),
    since      timestamptz NOT NULL DEFAULT now(),
    -- What was held when it was fenced.
    at_seq     bigint,
    PRIMARY KEY (tenant_id, device_id, key_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE UNIQUE INDEX machine_active ON machine (tenant_id, device_id) WHERE state = 'ACTIVE';
CALL shut('machine');

-- owner: fleet
-- A code that lets one box in, once. Its hash only.
CREATE TABLE enrol_code (
    tenant_id  uuid NOT NULL,
    code_hash  bytea NOT NULL,
    device_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('BOX', 'RESTORE')),
    made_by    text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    used_by    text,
    PRIMARY KEY (tenant_id, code_hash),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE INDEX enrol_code_at_the_door ON enrol_code (code_hash);
CALL shut('enrol_code');
-- Who knocks has a code and no name yet.
CREATE POLICY by_its_hash ON enrol_code FOR SELECT TO tiffin_door USING (true);
GRANT SELECT (tenant_id, device_id, code_hash, expires_at) ON enrol_code TO tiffin_door;

-- owner: fleet
-- What somebody should look at. The same trouble is one row until it is cleared.
CREATE TABLE alarm (
    tenant_id  uuid NOT NULL,
    alarm_id   uuid NOT NULL,
    device_id  uuid NOT NULL,
    kind       text NOT NULL,
    said       text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    times      bigint NOT NULL DEFAULT 1,
    cleared_at timestamptz,
    PRIMARY KEY (tenant_id, alarm_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE UNIQUE INDEX alarm_open ON alarm (tenant_id, device_id, kind) WHERE cleared_at IS NULL;
CALL shut('alarm');
