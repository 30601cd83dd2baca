-- owner: sales
-- What the facts say of sales, worked out as they come; `rebuild` works it out again. A row counts
-- while the fact it is of does: not beyond the cut of its epoch.

-- owner: sales
-- A bill that was paid, or what was taken back on a credit note.
CREATE TABLE sale (
    tenant_id      uuid NOT NULL,
    device_id      uuid NOT NULL,
    epoch          text NOT NULL,
    seq            bigint NOT NULL,
    month          date NOT NULL,
    business_day   date NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('SALE', 'CREDIT')),
    bill_id        uuid NOT NULL,
    number         text NOT NULL,
    total_paise    bigint NOT NULL,
    tax_paise      bigint NOT NULL,
    discount_paise bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, seq, month)
) PARTITION BY RANGE (month);
CREATE TABLE sale_rest PARTITION OF sale DEFAULT;
CREATE INDEX sale_of_day ON sale (tenant_id, business_day);
CALL shut('sale');

-- owner: sales
-- Portions that were ordered, called off (below zero), or went to a line of their own.
CREATE TABLE sold (
    tenant_id    uuid NOT NULL,
    device_id    uuid NOT NULL,
    epoch        text NOT NULL,
    seq          bigint NOT NULL,
    part         int NOT NULL,
    month        date NOT NULL,
    business_day date NOT NULL,
    line_id      uuid NOT NULL,
    item_id      uuid NOT NULL,
    name         text NOT NULL,
    quantity     bigint NOT NULL,
    unit_paise   bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, seq, part, month)
) PARTITION BY RANGE (month);
CREATE TABLE sold_rest PARTITION OF sold DEFAULT;
CREATE INDEX sold_of_day ON sold (tenant_id, business_day);
CREATE INDEX sold_of_line ON sold (tenant_id, device_id, line_id);
CALL shut('sold');

-- owner: sales
-- A business day whose books are closed, with what its own report says.
CREATE TABLE closed_day (
    tenant_id    uuid NOT NULL,
    device_id    uuid NOT NULL,
    epoch        text NOT NULL,
    seq          bigint NOT NULL,
    business_day date NOT NULL,
    number       bigint NOT NULL,
    total_paise  bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, seq),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CREATE INDEX closed_day_of ON closed_day (tenant_id, business_day);
CALL shut('closed_day');

-- owner: sales
-- Facts that are held and could not be read here: of a newer box, or odd. They are in the log.
CREATE TABLE unread (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    epoch     text NOT NULL,
    seq       bigint NOT NULL,
    kind      text NOT NULL,
    why       text NOT NULL,
    PRIMARY KEY (tenant_id, device_id, epoch, seq),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device
);
CALL shut('unread');

-- As before, of every table that is parted by the month.
CREATE OR REPLACE FUNCTION make_partitions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE
    first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    start date;
    parted text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    FOR parted IN SELECT relname FROM pg_class
        WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace ORDER BY relname
    LOOP
        FOR ahead IN 0..1 LOOP
            start := (first + make_interval(months => ahead))::date;
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                parted || to_char(start, '_YYYY_MM'), parted, start,
                (start + interval '1 month')::date);
        END LOOP;
    END LOOP;
END $$;
SELECT make_partitions();
