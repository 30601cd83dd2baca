-- owner: central
-- The revisions of head office's menu. The row is the lock under which they are given out.
CREATE TABLE central_menu (
    tenant_id uuid PRIMARY KEY REFERENCES tenant,
    rev       bigint NOT NULL DEFAULT 0
);
CALL shut('central_menu');

-- owner: central
-- A dish head office decides on, as it is told to the boxes; one that was dropped stays known, for
-- boxes that come back.
CREATE TABLE central_item (
    tenant_id  uuid NOT NULL,
    central_id uuid NOT NULL,
    -- The revision it was last changed in.
    rev        bigint NOT NULL,
    -- Where it stands in the menu.
    sort       int NOT NULL,
    item       text NOT NULL,
    dropped_at timestamptz,
    PRIMARY KEY (tenant_id, central_id),
    FOREIGN KEY (tenant_id) REFERENCES tenant
);
CALL shut('central_item');
