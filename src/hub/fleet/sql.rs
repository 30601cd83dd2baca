use tokio_postgres::Row;
use uuid::Uuid;

use super::model::{CodeKind, Key, Place, PlaceKey};
use crate::base::{At, Error, PublicKey, Result, Word as _};
use crate::hub::db::Tx;
use crate::wire::sync::{DeviceState, Hello};

pub async fn insert_tenant(tx: &Tx, tenant: Uuid, name: &str) -> Result<()> {
    let sql = "INSERT INTO tenant (tenant_id, name) VALUES ($1, $2)";
    tx.run(sql, &[&tenant, &name]).await.map(drop)
}

pub async fn insert_device(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    name: &str,
    data_key: &[u8],
) -> Result<()> {
    let sql = "INSERT INTO device (tenant_id, device_id, name, data_key) VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[&tenant, &device, &name, &data_key]).await.map(drop)
}

pub async fn insert_code(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    (hash, kind): (&[u8], CodeKind),
    made_by: &str,
    seconds: i64,
) -> Result<()> {
    let sql = "INSERT INTO enrol_code (tenant_id, code_hash, device_id, kind, made_by, expires_at)
               VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))";
    let seconds = f64::from(i32::try_from(seconds).unwrap_or(i32::MAX));
    let kind = kind.as_str();
    tx.run(sql, &[&tenant, &hash, &device, &kind, &made_by, &seconds]).await.map(drop)
}

/// A place has one code that nobody used yet.
pub async fn delete_unused_codes(tx: &Tx, (tenant, device): (Uuid, Uuid)) -> Result<()> {
    let sql = "DELETE FROM enrol_code
               WHERE tenant_id = $1 AND device_id = $2 AND used_at IS NULL";
    tx.run(sql, &[&tenant, &device]).await.map(drop)
}

/// The restaurant a place's box serves.
pub async fn set_restaurant(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    restaurant: Uuid,
) -> Result<()> {
    let sql = "UPDATE device SET restaurant_id = $3 WHERE tenant_id = $1 AND device_id = $2";
    tx.run(sql, &[&tenant, &device, &restaurant]).await.map(drop)
}

/// Whether there is such a tenant; nobody adds a place to it meanwhile.
pub async fn hold_tenant(tx: &Tx, tenant: Uuid) -> Result<bool> {
    let sql = "SELECT 1 FROM tenant WHERE tenant_id = $1 FOR UPDATE";
    Ok(tx.one(sql, &[&tenant]).await?.is_some())
}

/// Whether there is such a place; held until the transaction ends.
pub async fn hold_device(tx: &Tx, (tenant, device): (Uuid, Uuid)) -> Result<bool> {
    let sql = "SELECT 1 FROM device WHERE tenant_id = $1 AND device_id = $2 FOR UPDATE";
    Ok(tx.one(sql, &[&tenant, &device]).await?.is_some())
}

/// The place of a name, and whether a box came to it.
pub async fn find_place(tx: &Tx, tenant: Uuid, name: &str) -> Result<Option<(Uuid, bool)>> {
    let sql = "SELECT device_id, EXISTS (SELECT 1 FROM machine m
                   WHERE m.tenant_id = d.tenant_id AND m.device_id = d.device_id)
               FROM device d WHERE tenant_id = $1 AND name = $2 ORDER BY device_id LIMIT 1";
    Ok(tx.one(sql, &[&tenant, &name]).await?.map(|row| (row.get(0), row.get(1))))
}

pub async fn count_places(tx: &Tx, tenant: Uuid) -> Result<i64> {
    let sql = "SELECT count(*) FROM device WHERE tenant_id = $1";
    Ok(tx.one(sql, &[&tenant]).await?.map_or(0, |row| row.get(0)))
}

/// The places of a tenant by name, with the keys that were let in.
pub async fn list_places(tx: &Tx, tenant: Uuid) -> Result<Vec<Place>> {
    let sql = "SELECT device_id, name, program,
                   (extract(epoch FROM last_seen_at) * 1000)::bigint
               FROM device WHERE tenant_id = $1 ORDER BY name, device_id";
    let place = |row: &Row| Place {
        id: row.get(0),
        name: row.get(1),
        program: row.get(2),
        last_seen_at: row.get::<_, Option<i64>>(3).map(At::from_millis),
        machines: Vec::new(),
        copy: None,
    };
    let mut places: Vec<_> = tx.list(sql, &[&tenant]).await?.iter().map(place).collect();
    let sql = "SELECT device_id, key_id, state, (extract(epoch FROM since) * 1000)::bigint
               FROM machine WHERE tenant_id = $1 ORDER BY since DESC, key_id LIMIT 5000";
    for row in tx.list(sql, &[&tenant]).await? {
        let device: Uuid = row.get(0);
        let state = DeviceState::parse(row.get(2)).map_err(|_| Error::internal("a key's state"))?;
        let key = PlaceKey { key: row.get(1), state, since: At::from_millis(row.get(3)) };
        if let Some(place) = places.iter_mut().find(|place| place.id == device) {
            place.machines.push(key);
        }
    }
    Ok(places)
}

/// Withdraws a key, one way or the other. Whether there is one.
pub async fn mark_withdrawn(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    key_id: &str,
    to: DeviceState,
) -> Result<bool> {
    let sql = "UPDATE machine SET since = CASE WHEN state = $4 THEN since ELSE now() END,
                   state = $4
               WHERE tenant_id = $1 AND device_id = $2 AND key_id = $3";
    Ok(tx.run(sql, &[&tenant, &device, &key_id, &to.as_str()]).await? > 0)
}

/// Whose code this is, while it is good.
pub async fn find_tenant_of_code(tx: &Tx, hash: &[u8]) -> Result<Option<Uuid>> {
    let sql = "SELECT tenant_id FROM enrol_code WHERE code_hash = $1 AND expires_at > now()";
    Ok(tx.one(sql, &[&hash]).await?.map(|row| row.get(0)))
}

/// A code that is good, held until the transaction ends.
pub struct Code {
    pub device: Uuid,
    pub device_name: String,
    pub data_key: Vec<u8>,
    pub used_by: Option<String>,
    pub kind: String,
}

pub async fn take_code(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<Option<Code>> {
    let sql = "SELECT c.device_id, d.name, d.data_key, c.used_by, c.kind
               FROM enrol_code c JOIN device d USING (tenant_id, device_id)
               WHERE c.tenant_id = $1 AND c.code_hash = $2 AND c.expires_at > now()
               FOR UPDATE OF c, d";
    let code = tx.one(sql, &[&tenant, &hash]).await?;
    Ok(code.map(|row| Code {
        device: row.get(0),
        device_name: row.get(1),
        data_key: row.get(2),
        used_by: row.get(3),
        kind: row.get(4),
    }))
}

/// Used once; the box whose answer was lost has a day to ask again.
pub async fn mark_used(tx: &Tx, tenant: Uuid, hash: &[u8], key_id: &str) -> Result<()> {
    let sql = "UPDATE enrol_code SET used_at = now(), used_by = $3,
                   expires_at = now() + interval '1 day'
               WHERE tenant_id = $1 AND code_hash = $2";
    tx.run(sql, &[&tenant, &hash, &key_id]).await.map(drop)
}

/// A new key takes the place of the one before, which is fenced.
pub async fn insert_machine(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    key: &PublicKey,
) -> Result<()> {
    let fence = "UPDATE machine SET state = 'FENCED', since = now(), at_seq = (
                     SELECT max(held_seq) FROM epoch e WHERE e.tenant_id = $1
                     AND e.device_id = $2)
                 WHERE tenant_id = $1 AND device_id = $2 AND state = 'ACTIVE'";
    tx.run(fence, &[&tenant, &device]).await?;
    let sql = "INSERT INTO machine (tenant_id, device_id, key_id, public_key)
               VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[&tenant, &device, &key.id(), &key.bytes().as_slice()]).await.map(drop)
}

pub async fn find_key(tx: &Tx, (tenant, device): (Uuid, Uuid), id: &str) -> Result<Option<Key>> {
    let sql = "SELECT public_key, state FROM machine
               WHERE tenant_id = $1 AND device_id = $2 AND key_id = $3";
    let Some(row) = tx.one(sql, &[&tenant, &device, &id]).await? else { return Ok(None) };
    let bytes: Vec<u8> = row.get(0);
    let bytes: [u8; 32] =
        bytes.try_into().map_err(|_| Error::internal("a key has another length"))?;
    let state = DeviceState::parse(row.get(1)).map_err(|_| Error::internal("a key's state"))?;
    Ok(Some(Key { public: PublicKey::from_bytes(bytes), state }))
}

/// A box was heard, with what it says of itself. Its clock is noted, never used.
pub async fn note_seen(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    said: &Hello,
    (its, ours): (At, At),
) -> Result<()> {
    let sql = "UPDATE device SET last_seen_at = now(), program = $3, schema = $4, head_seq = $5,
                   skew_ms = $6
               WHERE tenant_id = $1 AND device_id = $2";
    let skew = its.millis() - ours.millis();
    let Hello { program, schema, head, .. } = said;
    tx.run(sql, &[&tenant, &device, program, schema, &head.seq, &skew]).await.map(drop)
}

/// A box that sends is there, though it says hello but once.
pub async fn note_heard(tx: &Tx, (tenant, device): (Uuid, Uuid), held: i64) -> Result<()> {
    let sql = "UPDATE device SET last_seen_at = now(), head_seq = greatest(head_seq, $3)
               WHERE tenant_id = $1 AND device_id = $2";
    tx.run(sql, &[&tenant, &device, &held]).await.map(drop)
}

/// Rings for a box. The same trouble again counts up until somebody clears it.
pub async fn ring(
    tx: &Tx,
    (tenant, device): (Uuid, Uuid),
    id: Uuid,
    kind: &str,
    said: &str,
) -> Result<()> {
    let sql = "INSERT INTO alarm (tenant_id, alarm_id, device_id, kind, said)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (tenant_id, device_id, kind) WHERE cleared_at IS NULL
               DO UPDATE SET times = alarm.times + 1, said = excluded.said, at = now()";
    tx.run(sql, &[&tenant, &id, &device, &kind, &said]).await.map(drop)
}
