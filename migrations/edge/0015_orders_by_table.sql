-- owner: ordering
CREATE INDEX orders_by_table ON orders (table_id, id);
