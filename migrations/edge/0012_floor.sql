-- owner: house
-- Settings saved before these were thought of.
UPDATE house SET settings = json_patch(
    '{"grace_seconds": 60, "idle_minutes": 45, "opening": "FREE", "expo_levels": 1}', settings);

-- owner: tables
-- How a guest's phone may open or join a visit here, how guests' orders are accepted, and after
-- how many minutes a visit nobody stirs at is looked after; null: as the house.
ALTER TABLE area ADD COLUMN opening TEXT;
ALTER TABLE area ADD COLUMN accept_mode TEXT;
ALTER TABLE area ADD COLUMN idle_minutes INTEGER CHECK (idle_minutes > 0);

-- owner: tables
-- Where a table stands on its area's floor, in cells.
ALTER TABLE dining_table ADD COLUMN x INTEGER NOT NULL DEFAULT 0 CHECK (x BETWEEN 0 AND 23);
ALTER TABLE dining_table ADD COLUMN y INTEGER NOT NULL DEFAULT 0 CHECK (y BETWEEN 0 AND 15);
ALTER TABLE dining_table ADD COLUMN w INTEGER NOT NULL DEFAULT 1 CHECK (w > 0 AND x + w <= 24);
ALTER TABLE dining_table ADD COLUMN h INTEGER NOT NULL DEFAULT 1 CHECK (h > 0 AND y + h <= 16);
ALTER TABLE dining_table ADD COLUMN shape TEXT NOT NULL DEFAULT 'SQUARE';
ALTER TABLE dining_table ADD COLUMN accept_mode TEXT;
-- Said at the table, so that nobody orders from home; another with every visit.
ALTER TABLE dining_table ADD COLUMN pin TEXT NOT NULL DEFAULT '' CHECK (length(pin) IN (0, 4));

-- Tables that are there already: in rows with room between them, or close together where there
-- are many.
WITH counted AS (
    SELECT id, seats, row_number() OVER (PARTITION BY area_id ORDER BY number) - 1 AS place,
           count(*) OVER (PARTITION BY area_id) AS tables
    FROM dining_table)
UPDATE dining_table SET
    x = CASE WHEN tables <= 25 THEN place % 5 * 5 WHEN tables <= 96 THEN place % 12 * 2
             ELSE place % 24 END,
    y = CASE WHEN tables <= 25 THEN place / 5 * 3 WHEN tables <= 96 THEN place / 12 * 2
             ELSE place / 24 % 16 END,
    w = CASE WHEN tables > 96 THEN 1 WHEN tables > 25 OR counted.seats <= 4 THEN 2
             WHEN counted.seats <= 6 THEN 3 ELSE 4 END,
    h = CASE WHEN tables > 96 THEN 1 ELSE 2 END,
    shape = CASE WHEN tables <= 25 AND counted.seats > 4 THEN 'LONG' ELSE 'SQUARE' END
FROM counted WHERE counted.id = dining_table.id;
UPDATE dining_table SET pin = printf('%04d', abs(random() % 10000));

-- owner: tables
-- The bill of a visit; of one that was merged into another, the other's is used.
ALTER TABLE sitting ADD COLUMN bill_id TEXT NOT NULL DEFAULT '';
ALTER TABLE sitting ADD COLUMN waiter TEXT;
-- The visit that pays for this one. That one is never merged itself.
ALTER TABLE sitting ADD COLUMN merged_into TEXT REFERENCES sitting (id);
ALTER TABLE sitting ADD COLUMN last_activity_at INTEGER NOT NULL DEFAULT 0;
UPDATE sitting SET
    bill_id = coalesce(
        (SELECT min(o.bill_id) FROM orders o WHERE o.sitting_id = sitting.id),
        lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7'
              || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-'
              || hex(randomblob(6)))),
    waiter = (SELECT name FROM staff WHERE name = opened_by AND is_active),
    last_activity_at = max(opened_at, coalesce(
        (SELECT max(o.placed_at) FROM orders o WHERE o.sitting_id = sitting.id), 0));
CREATE UNIQUE INDEX sitting_by_bill ON sitting (bill_id);
CREATE INDEX sitting_by_leader ON sitting (merged_into) WHERE merged_into IS NOT NULL;
