-- owner: ordering
ALTER TABLE orders ADD COLUMN area_id TEXT;
-- Accepted by itself at this time, if nobody took it back before.
ALTER TABLE orders ADD COLUMN accept_at INTEGER;
ALTER TABLE orders ADD COLUMN is_rush INTEGER NOT NULL DEFAULT 0 CHECK (is_rush IN (0, 1));
-- When expo had it complete, in a house with two levels of expo.
ALTER TABLE orders ADD COLUMN passed_at INTEGER;
UPDATE orders SET area_id = (SELECT area_id FROM dining_table t WHERE t.id = orders.table_id);
CREATE INDEX orders_due ON orders (accept_at) WHERE accept_at IS NOT NULL AND status = 'PENDING';

-- owner: ordering
ALTER TABLE order_line ADD COLUMN course INTEGER NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 9);
ALTER TABLE order_line ADD COLUMN seat INTEGER;
ALTER TABLE order_line ADD COLUMN voided_quantity INTEGER NOT NULL DEFAULT 0
    CHECK (voided_quantity BETWEEN 0 AND quantity);
-- A line that waits fires by itself at this time.
ALTER TABLE order_line ADD COLUMN fire_at INTEGER;
UPDATE order_line SET voided_quantity = quantity WHERE status = 'VOIDED';
CREATE INDEX order_line_due ON order_line (fire_at)
    WHERE fire_at IS NOT NULL AND status = 'QUEUED';

-- owner: ordering
-- What a station was told to cook of one order, all at once.
CREATE TABLE ticket (
    id          TEXT PRIMARY KEY,
    station     TEXT NOT NULL,
    seq         INTEGER NOT NULL,          -- 1, 2, 3 … of the station, without gaps
    kind        TEXT NOT NULL,
    order_id    TEXT NOT NULL REFERENCES orders (id),
    course      INTEGER NOT NULL,
    fired_at    INTEGER NOT NULL,
    seen_at     INTEGER,                   -- drawn by a screen, or printed
    seen_by     TEXT,
    bumped_at   INTEGER,
    bumped_by   TEXT,
    recalled_at INTEGER,
    recalled_by TEXT,
    version     INTEGER NOT NULL DEFAULT 1,
    UNIQUE (station, seq)
) STRICT;
CREATE INDEX ticket_by_order ON ticket (order_id);
CREATE INDEX ticket_open ON ticket (fired_at) WHERE bumped_at IS NULL;
CREATE INDEX ticket_unseen ON ticket (fired_at) WHERE seen_at IS NULL;
CREATE INDEX ticket_bumped ON ticket (bumped_at, id) WHERE bumped_at IS NOT NULL;

-- owner: ordering
CREATE TABLE ticket_counter (
    station TEXT PRIMARY KEY,
    last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- owner: ordering
-- A line at each station that cooks it.
CREATE TABLE line_station (
    line_id    TEXT NOT NULL REFERENCES order_line (id),
    station    TEXT NOT NULL,
    position   INTEGER NOT NULL,
    ticket_id  TEXT REFERENCES ticket (id),
    status     TEXT NOT NULL,
    fired_at   INTEGER,
    started_at INTEGER,
    done_at    INTEGER,
    PRIMARY KEY (line_id, station)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_station_by_ticket ON line_station (ticket_id);
CREATE INDEX line_station_done ON line_station (done_at) WHERE done_at IS NOT NULL;

-- Stations are spelt as the menu spells them now.
UPDATE order_line SET station = upper(substr(station, 1, 1)) || substr(station, 2);
-- What was on its way keeps its place: one ticket for each order at each station.
INSERT INTO ticket (id, station, seq, kind, order_id, course, fired_at, seen_at, seen_by, bumped_at,
                    bumped_by)
SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7' || substr(hex(randomblob(2)), 2)
             || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       l.station, row_number() OVER (PARTITION BY l.station ORDER BY min(l.fired_at), o.id), 'NEW',
       o.id, 1, min(l.fired_at), min(l.fired_at), 'before',
       CASE WHEN o.status IN ('CONFIRMED', 'PREPARING') THEN NULL ELSE max(l.fired_at) END,
       CASE WHEN o.status IN ('CONFIRMED', 'PREPARING') THEN NULL ELSE 'before' END
FROM order_line l JOIN orders o ON o.id = l.order_id
WHERE l.fired_at IS NOT NULL GROUP BY o.id, l.station;
INSERT INTO ticket_counter (station, last) SELECT station, max(seq) FROM ticket GROUP BY station;
INSERT INTO line_station (line_id, station, position, ticket_id, status, fired_at, started_at,
                          done_at)
SELECT l.id, l.station, 0, t.id, CASE l.status WHEN 'SERVED' THEN 'DONE' ELSE l.status END,
       l.fired_at, CASE WHEN l.status = 'FIRED' THEN NULL ELSE l.fired_at END, l.done_at
FROM order_line l LEFT JOIN ticket t ON t.order_id = l.order_id AND t.station = l.station;
UPDATE ticket SET bumped_at = fired_at, bumped_by = 'before'
WHERE bumped_at IS NULL AND NOT EXISTS (SELECT 1 FROM line_station s
    WHERE s.ticket_id = ticket.id AND s.status IN ('FIRED', 'COOKING'));
ALTER TABLE order_line DROP COLUMN station;

-- owner: ordering
-- Portions that were called off, with the reason: what was fired is billed, given or here.
CREATE TABLE line_void (
    id        INTEGER PRIMARY KEY,
    line_id   TEXT NOT NULL REFERENCES order_line (id),
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    was_fired INTEGER NOT NULL CHECK (was_fired IN (0, 1)),
    reason    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    who       TEXT NOT NULL
) STRICT;
CREATE INDEX line_void_by_line ON line_void (line_id);
INSERT INTO line_void (line_id, quantity, was_fired, reason, at, who)
SELECT l.id, l.quantity, l.fired_at IS NOT NULL, coalesce(s.reason, ''),
       coalesce(s.at, o.placed_at), coalesce(s.who, 'box')
FROM order_line l JOIN orders o ON o.id = l.order_id
LEFT JOIN order_step s ON s.order_id = o.id AND s.to_status IN ('REJECTED', 'CANCELLED')
WHERE l.status = 'VOIDED';

-- owner: ordering
-- Something about a line that the kitchen was already told otherwise. A cook confirms each.
CREATE TABLE line_change (
    id           TEXT PRIMARY KEY,
    ticket_id    TEXT NOT NULL REFERENCES ticket (id),
    line_id      TEXT NOT NULL REFERENCES order_line (id),
    kind         TEXT NOT NULL,
    old_quantity INTEGER NOT NULL,
    new_quantity INTEGER NOT NULL,
    old_note     TEXT NOT NULL,
    new_note     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    at           INTEGER NOT NULL,
    who          TEXT NOT NULL,
    confirmed_at INTEGER,
    confirmed_by TEXT
) STRICT;
CREATE INDEX line_change_by_ticket ON line_change (ticket_id);
CREATE INDEX line_change_open ON line_change (at) WHERE confirmed_at IS NULL;
