-- Who may see what. The login that serves owns nothing and inherits nothing; every transaction
-- takes one of these roles and no more.
--   tiffin_tenant   one tenant's rows, by app.tenant
--   tiffin_admin    whoever runs the service: the tables that are listed for it
--   tiffin_door     looks a secret's hash up before it is known whose it is
--   tiffin_public   what everybody may see
CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;

-- Shuts a table: rows of a tenant are seen and written in that tenant's name only. Its key begins
-- with tenant_id, so that the table may be spread by it.
CREATE PROCEDURE shut(closed regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', closed);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', closed);
    EXECUTE format('CREATE POLICY own ON %s TO tiffin_tenant
        USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', closed);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO tiffin_tenant', closed);
END $$;

-- owner: fleet
CREATE TABLE tenant (
    tenant_id  uuid PRIMARY KEY,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    created_at timestamptz NOT NULL DEFAULT now()
);
CALL shut('tenant');
CREATE POLICY all_of_them ON tenant TO tiffin_admin USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON tenant TO tiffin_admin;
