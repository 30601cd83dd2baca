-- owner: ingest
-- What commits changed of a box's rows, sealed with its own key: kept, never read here. Numbers
-- may overlap where a batch was cut anew after its answer was lost.
CREATE TABLE change (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    epoch     text NOT NULL,
    first_no  bigint NOT NULL,
    last_no   bigint NOT NULL,
    schema    bigint NOT NULL,
    -- The last fact of the newest of them.
    head_seq  bigint NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, last_no),
    FOREIGN KEY (tenant_id, device_id, epoch) REFERENCES epoch
);
CALL shut('change');

-- owner: snapshots
-- A copy of a box's rows, sealed as changes are, from which changes go on.
CREATE TABLE snapshot (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    epoch       text NOT NULL,
    -- The last change, and the last fact, that is in it.
    no          bigint NOT NULL,
    head_seq    bigint NOT NULL,
    schema      bigint NOT NULL,
    bytes       bigint NOT NULL,
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    pieces      int NOT NULL CHECK (pieces > 0),
    begun_at    timestamptz NOT NULL DEFAULT now(),
    whole_at    timestamptz,
    PRIMARY KEY (tenant_id, device_id, snapshot_id),
    UNIQUE (tenant_id, device_id, epoch, sha256),
    FOREIGN KEY (tenant_id, device_id, epoch) REFERENCES epoch
);
CALL shut('snapshot');

-- owner: snapshots
CREATE TABLE snapshot_piece (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    snapshot_id uuid NOT NULL,
    n           int NOT NULL CHECK (n >= 0),
    sealed      bytea NOT NULL,
    PRIMARY KEY (tenant_id, device_id, snapshot_id, n),
    FOREIGN KEY (tenant_id, device_id, snapshot_id) REFERENCES snapshot ON DELETE CASCADE
);
CALL shut('snapshot_piece');

-- owner: snapshots
-- What a box whose place was taken wrote after what the new one goes on from: shown, never counted.
CREATE TABLE late_fact (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    key_id      text NOT NULL,
    epoch       text NOT NULL,
    seq         bigint NOT NULL,
    at          bigint NOT NULL,
    kind        text NOT NULL,
    actor       text NOT NULL,
    body        text NOT NULL,
    hash        bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, device_id, key_id, epoch, seq),
    FOREIGN KEY (tenant_id, device_id, key_id) REFERENCES machine
);
CALL shut('late_fact');
