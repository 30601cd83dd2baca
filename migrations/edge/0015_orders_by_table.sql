-- owner: ordering
CREATE INDEX orders_by_table ON orders (table_id, id);
-- Tickets say themselves when they were done.
DROP INDEX order_step_ready;
