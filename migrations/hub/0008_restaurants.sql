CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- owner: restaurants
-- A restaurant that registered. Its tenant is named from the beginning and is one once somebody
-- has verified it.
CREATE TABLE restaurant (
    tenant_id      uuid NOT NULL,
    restaurant_id  uuid NOT NULL,
    -- The write that made it, so that it is made once.
    request_hash   bytea NOT NULL,
    token_hash     bytea NOT NULL,
    name           text NOT NULL,
    logo_url       text NOT NULL DEFAULT '',
    description    text NOT NULL DEFAULT '',
    line           text NOT NULL,
    city           text NOT NULL,
    region         text NOT NULL DEFAULT '',
    pin            text NOT NULL,
    lat            float8 NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon            float8 NOT NULL CHECK (lon BETWEEN -180 AND 180),
    contact_name   text NOT NULL,
    contact_email  text NOT NULL,
    contact_phone  text NOT NULL,
    licence_number text NOT NULL,
    gstin          text NOT NULL DEFAULT '',
    cuisines       text[] NOT NULL DEFAULT '{}',
    dishes         text[] NOT NULL DEFAULT '{}',
    -- As it was told: days and times. None: it was not told.
    hours          text,
    status         text NOT NULL DEFAULT 'PENDING_VERIFICATION'
                   CHECK (status IN ('PENDING_VERIFICATION', 'ACTIVE', 'REJECTED')),
    reason         text NOT NULL DEFAULT '',
    -- What a person wants; whether it is seen online also depends on its box.
    wish           text NOT NULL DEFAULT 'OFFLINE' CHECK (wish IN ('ONLINE', 'OFFLINE')),
    is_silent      boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL DEFAULT now(),
    reviewed_at    timestamptz,
    reviewed_by    text,
    PRIMARY KEY (tenant_id, restaurant_id)
);
CREATE INDEX restaurant_to_review ON restaurant (status, created_at, restaurant_id);
CREATE INDEX restaurant_of_id ON restaurant (restaurant_id);
CALL shut('restaurant');
CREATE POLICY all_of_them ON restaurant FOR SELECT TO tiffin_admin USING (true);
CREATE POLICY by_silence ON restaurant FOR UPDATE TO tiffin_admin USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (is_silent) ON restaurant TO tiffin_admin;

-- owner: restaurants
-- Whose a licence is: one restaurant's, of any tenant. A directory, as mailbox is.
CREATE TABLE licence (
    licence_number text PRIMARY KEY CHECK (licence_number ~ '^[0-9]{14}$'),
    tenant_id      uuid NOT NULL,
    restaurant_id  uuid NOT NULL,
    FOREIGN KEY (tenant_id, restaurant_id) REFERENCES restaurant
);
CALL shut('licence');

-- owner: restaurants
-- What a restaurant is to be told. Nothing sends mail yet: whoever runs the service passes it on.
CREATE TABLE notice (
    tenant_id     uuid NOT NULL,
    notice_id     uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    kind          text NOT NULL,
    said          text NOT NULL,
    at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, notice_id),
    FOREIGN KEY (tenant_id, restaurant_id) REFERENCES restaurant
);
CREATE INDEX notice_of ON notice (tenant_id, restaurant_id, at);
CALL shut('notice');
CREATE POLICY all_of_them ON notice FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT ON notice TO tiffin_admin;

-- The restaurant a place's box serves, where it registered.
ALTER TABLE device ADD COLUMN restaurant_id uuid;
CREATE INDEX device_of_restaurant ON device (tenant_id, restaurant_id)
    WHERE restaurant_id IS NOT NULL;
CREATE POLICY whether_it_is_heard ON device FOR SELECT TO tiffin_admin USING (true);
GRANT SELECT (tenant_id, device_id, restaurant_id, last_seen_at) ON device TO tiffin_admin;

-- owner: search
-- What everybody may find: restaurants that are active. Its policy for everybody has no condition,
-- so that place and terms are looked up by their indexes.
CREATE TABLE listing (
    tenant_id     uuid NOT NULL,
    restaurant_id uuid NOT NULL,
    name          text NOT NULL,
    logo_url      text NOT NULL,
    description   text NOT NULL,
    address       text NOT NULL,
    cuisines      text[] NOT NULL,
    dishes        text[] NOT NULL,
    lat           float8 NOT NULL,
    lon           float8 NOT NULL,
    -- On the globe, in metres from its middle: nearness without trigonometry.
    place         cube NOT NULL,
    -- The words of name, cuisines and dishes, as they are numbered in vocabulary.
    terms         int[] NOT NULL,
    -- Minutes of a week from Monday, Indian time. None: not told.
    hours         int4multirange,
    rating        real,
    popularity    int NOT NULL DEFAULT 0,
    is_online     boolean NOT NULL,
    PRIMARY KEY (tenant_id, restaurant_id)
);
CREATE INDEX listing_place ON listing USING gist (place);
CREATE INDEX listing_terms ON listing USING gin (terms);
CREATE INDEX listing_of_id ON listing (restaurant_id);
CALL shut('listing');
CREATE POLICY for_everybody ON listing FOR SELECT TO tiffin_public USING (true);
GRANT SELECT ON listing TO tiffin_public;
CREATE POLICY by_silence ON listing TO tiffin_admin USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (is_online, popularity) ON listing TO tiffin_admin;

-- owner: search
-- Every word of every listing once, folded. Nobody's, so without a tenant.
CREATE TABLE vocabulary (
    id   int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    word text NOT NULL UNIQUE CHECK (length(word) BETWEEN 1 AND 40)
);
CREATE INDEX vocabulary_word ON vocabulary USING gin (word gin_trgm_ops);
GRANT SELECT, INSERT ON vocabulary TO tiffin_tenant;
GRANT SELECT ON vocabulary TO tiffin_public;
-- How often was ordered where: nothing of what.
CREATE POLICY how_often_was_ordered ON fact FOR SELECT TO tiffin_admin
    USING (kind = 'order_placed');
GRANT SELECT (tenant_id, device_id, month, at, kind) ON fact TO tiffin_admin;
