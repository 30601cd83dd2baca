-- owner: ingest
-- One life of a box's book. Its row is the lock under which facts are added: numbers have neither
-- gap nor double because held_seq moves with them.
CREATE TABLE epoch (
    tenant_id     uuid NOT NULL,
    device_id     uuid NOT NULL,
    epoch         text NOT NULL CHECK (epoch ~ '^[0-9a-f]{16}$'),
    base_epoch    text,
    base_seq      bigint NOT NULL,
    base_hash     bytea NOT NULL CHECK (length(base_hash) = 32),
    reason        text NOT NULL,
    held_seq      bigint NOT NULL,
    held_hash     bytea NOT NULL CHECK (length(held_hash) = 32),
    held_no       bigint NOT NULL DEFAULT 0,
    -- A later life goes on from here: what is beyond counts no more.
    cut_seq       bigint,
    registered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, device_id, epoch),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CALL shut('epoch');

-- owner: ingest
-- Every fact as the box wrote it. Texts, never jsonb: the hash is over the bytes.
CREATE TABLE fact (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    epoch     text NOT NULL,
    seq       bigint NOT NULL,
    -- When it came, by our clock: partitions by time rest on no box's clock.
    month     date NOT NULL,
    at        bigint NOT NULL,
    kind      text NOT NULL,
    actor     text NOT NULL,
    body      text NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, seq, month)
) PARTITION BY RANGE (month);
CREATE TABLE fact_rest PARTITION OF fact DEFAULT;
CALL shut('fact');

-- owner: ingest
-- What a box sent that its own log contradicts.
CREATE TABLE quarantine (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    device_id uuid NOT NULL,
    epoch     text NOT NULL,
    why       text NOT NULL,
    raw       bytea NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CALL shut('quarantine');

-- Makes the partitions of this month and the next; safe to call at any time from any node.
CREATE FUNCTION make_partitions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE
    first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    start date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    FOR ahead IN 0..1 LOOP
        start := (first + make_interval(months => ahead))::date;
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF fact FOR VALUES FROM (%L) TO (%L)',
            'fact_' || to_char(start, 'YYYY_MM'), start, (start + interval '1 month')::date);
    END LOOP;
END $$;
SELECT make_partitions();
