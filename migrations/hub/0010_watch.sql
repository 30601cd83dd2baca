-- What whoever runs the service sees of all places: how they are, never what is in their books.
CREATE POLICY how_it_is ON device FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT (tenant_id, device_id, name, created_at, last_seen_at, program, skew_ms, head_seq, schema) ON device TO tiffin_admin;
CREATE POLICY how_it_is ON machine FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT (tenant_id, device_id, key_id, state, since) ON machine TO tiffin_admin;
CREATE POLICY how_it_is ON epoch FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT (tenant_id, device_id, epoch, held_seq, registered_at) ON epoch TO tiffin_admin;
CREATE POLICY how_it_is ON alarm FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT ON alarm TO tiffin_admin;
CREATE INDEX alarm_newest ON alarm (at DESC) WHERE cleared_at IS NULL;
