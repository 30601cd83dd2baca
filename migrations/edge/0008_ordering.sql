-- owner: ordering
CREATE TABLE orders (
    id            TEXT PRIMARY KEY,
    number        INTEGER NOT NULL,
    business_day  TEXT NOT NULL,
    sitting_id    TEXT NOT NULL REFERENCES sitting (id),
    bill_id       TEXT NOT NULL,          -- one for all orders of a sitting
    table_id      TEXT NOT NULL,
    table_name    TEXT NOT NULL,
    status        TEXT NOT NULL,
    money         TEXT NOT NULL DEFAULT 'UNPAID',
    source        TEXT NOT NULL,
    placed_by     TEXT NOT NULL,
    guest_id      TEXT REFERENCES guest (id),
    notes         TEXT NOT NULL,
    round_to      INTEGER NOT NULL,       -- how the payable was rounded when it was placed
    total_paise   INTEGER NOT NULL,       -- as quoted to whoever placed it
    placed_at     INTEGER NOT NULL,
    accepted_at   INTEGER,
    version       INTEGER NOT NULL DEFAULT 1,
    UNIQUE (business_day, number)
) STRICT;
CREATE INDEX orders_by_sitting ON orders (sitting_id, placed_at);
CREATE INDEX orders_by_bill ON orders (bill_id);
CREATE INDEX orders_open ON orders (placed_at)
    WHERE status IN ('PAYMENT_PENDING', 'PENDING', 'CONFIRMED', 'PREPARING', 'READY', 'SERVED',
                     'OUT_FOR_DELIVERY', 'DELIVERED');

-- owner: ordering
CREATE TABLE order_line (
    id                   TEXT PRIMARY KEY,  -- made by the phone: the same line is ordered once
    order_id             TEXT NOT NULL REFERENCES orders (id),
    position             INTEGER NOT NULL,
    menu_item_id         TEXT NOT NULL,
    name                 TEXT NOT NULL,
    name_local           TEXT NOT NULL,
    variant_name         TEXT NOT NULL,
    modifiers            TEXT NOT NULL,     -- JSON: [{name, price_paise}]
    quantity             INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 50),
    unit_paise           INTEGER NOT NULL CHECK (unit_paise >= 0),
    discount_bps         INTEGER NOT NULL DEFAULT 0,
    discount_amount      INTEGER NOT NULL DEFAULT 0,
    discount_reason      TEXT NOT NULL DEFAULT '',
    tax_class            TEXT NOT NULL,
    diet                 TEXT NOT NULL,
    station              TEXT NOT NULL,
    prep_minutes         INTEGER NOT NULL,
    special_instructions TEXT NOT NULL,
    guest_name           TEXT NOT NULL,
    status               TEXT NOT NULL DEFAULT 'QUEUED',
    fired_at             INTEGER,
    done_at              INTEGER,
    UNIQUE (order_id, position)
) STRICT;

-- owner: ordering
CREATE TABLE order_step (
    id       INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    from_status TEXT,
    to_status   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,
    role     TEXT NOT NULL,
    device   TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT;
CREATE INDEX order_step_by_order ON order_step (order_id);
CREATE INDEX order_step_ready ON order_step (at) WHERE to_status = 'READY';

-- owner: ordering
-- What the kitchen was told to cook, portion by portion: never more than was ordered.
CREATE TABLE fired (
    id       INTEGER PRIMARY KEY,
    line_id  TEXT NOT NULL REFERENCES order_line (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX fired_by_line ON fired (line_id);
CREATE TRIGGER fired_never_more_than_ordered BEFORE INSERT ON fired
WHEN (SELECT coalesce(sum(quantity), 0) FROM fired WHERE line_id = new.line_id) + new.quantity
     > (SELECT quantity FROM order_line WHERE id = new.line_id)
BEGIN SELECT raise(ABORT, 'fired more than ordered'); END;

-- owner: ordering
CREATE TABLE order_counter (
    business_day TEXT PRIMARY KEY,
    last         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
