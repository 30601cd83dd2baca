-- owner: fleet
-- What the box last said of itself; the last number a command was given; which of its links is the
-- newest, and how often one took the place of another lately.
ALTER TABLE device
    ADD COLUMN beat          text NOT NULL DEFAULT '{}',
    ADD COLUMN beat_at       timestamptz,
    ADD COLUMN command_no    bigint NOT NULL DEFAULT 0,
    ADD COLUMN link_no       bigint NOT NULL DEFAULT 0,
    ADD COLUMN replaced      int NOT NULL DEFAULT 0,
    ADD COLUMN replaced_from timestamptz;

-- owner: commands
-- What is asked of a box, until it has said what came of it. Numbers are given out under the lock of
-- the device's row: a lower one is never seen after a higher.
CREATE TABLE command (
    tenant_id  uuid NOT NULL,
    device_id  uuid NOT NULL,
    id         uuid NOT NULL,
    no         bigint NOT NULL,
    kind       text NOT NULL,
    body       text NOT NULL,
    -- What is the same when the same thing is brought again.
    digest     bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Milliseconds, by the hub's clock.
    expires_at bigint NOT NULL,
    outcome    text CHECK (outcome IN ('DONE', 'REFUSED', 'EXPIRED')),
    result     text,
    acked_at   timestamptz,
    PRIMARY KEY (tenant_id, device_id, id),
    UNIQUE (tenant_id, device_id, no),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE INDEX command_waiting ON command (tenant_id, device_id, no) WHERE outcome IS NULL;
CREATE INDEX command_brought ON command (tenant_id, device_id, digest) WHERE digest IS NOT NULL;
CALL shut('command');

-- owner: relay
-- Where gateways bring their news for one box. The hash of the address only.
CREATE TABLE relay_address (
    tenant_id  uuid NOT NULL,
    token_hash bytea NOT NULL,
    device_id  uuid NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE INDEX relay_address_at_the_door ON relay_address (token_hash);
CALL shut('relay_address');
CREATE POLICY by_its_hash ON relay_address FOR SELECT TO tiffin_door USING (true);
GRANT SELECT (tenant_id, device_id, token_hash) ON relay_address TO tiffin_door;
