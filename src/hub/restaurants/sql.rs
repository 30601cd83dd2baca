use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::model::{Address, Contact, Line, Notice, Registration, Restaurant, Status, line};
use crate::base::{At, Error, Result, Word};
use crate::hub::db::Tx;
use crate::hub::people::Token;

/// Notices shown with a restaurant, newest first.
const NOTICES: i64 = 20;

const COLUMNS: &str = "tenant_id, restaurant_id, name, logo_url, description, line, city, region,
    pin, lat, lon, contact_name, contact_email, contact_phone, licence_number, gstin, cuisines,
    dishes, hours, status, reason, wish, is_silent,
    (extract(epoch FROM created_at) * 1000)::bigint,
    (extract(epoch FROM reviewed_at) * 1000)::bigint";

fn word<W: Word>(row: &Row, at: usize) -> Result<W> {
    W::parse(row.get(at)).map_err(|_| Error::internal("a restaurant's word is not known"))
}

fn restaurant(row: &Row) -> Result<Restaurant> {
    let hours: Option<String> = row.get(18);
    let hours = hours.map(|text| serde_json::from_str::<Value>(&text)).transpose();
    let address = Address {
        line: row.get(5),
        city: row.get(6),
        state: row.get(7),
        pin: row.get(8),
        lat: row.get(9),
        long: row.get(10),
    };
    let said = Registration {
        name: row.get(2),
        logo_url: row.get(3),
        description: row.get(4),
        address,
        contact: Contact { name: row.get(11), email: row.get(12), phone: row.get(13) },
        licence_number: row.get(14),
        gstin: row.get(15),
        cuisines: row.get(16),
        dishes: row.get(17),
        hours: hours.map_err(Error::internal)?,
    };
    let (status, wish) = (word(row, 19)?, word(row, 21)?);
    let (online, offline_cause) = line(status, wish, row.get(22));
    Ok(Restaurant {
        tenant: row.get(0),
        id: row.get(1),
        said,
        status,
        reason: row.get(20),
        wish,
        online,
        offline_cause,
        registered_at: At::from_millis(row.get(23)),
        reviewed_at: row.get::<_, Option<i64>>(24).map(At::from_millis),
        notices: Vec::new(),
    })
}

/// Whether it was made just now: the same names may be there already.
pub async fn insert_restaurant(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    (request, token): (&[u8; 32], &Token),
    said: &Registration,
) -> Result<bool> {
    let sql = "INSERT INTO restaurant (tenant_id, restaurant_id, request_hash, token_hash, name,
                   logo_url, description, line, city, region, pin, lat, lon, contact_name,
                   contact_email, contact_phone, licence_number, gstin, cuisines, dishes, hours)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                   $17, $18, $19, $20, $21)
               ON CONFLICT (tenant_id, restaurant_id) DO NOTHING";
    let (request, token_hash) = (request.as_slice(), token.hash());
    let (address, contact) = (&said.address, &said.contact);
    let hours = said.hours.as_ref().map(Value::to_string);
    let params: [&(dyn ToSql + Sync); 21] = [
        &tenant,
        &id,
        &request,
        &token_hash,
        &said.name,
        &said.logo_url,
        &said.description,
        &address.line,
        &address.city,
        &address.state,
        &address.pin,
        &address.lat,
        &address.long,
        &contact.name,
        &contact.email,
        &contact.phone,
        &said.licence_number,
        &said.gstin,
        &said.cuisines,
        &said.dishes,
        &hours,
    ];
    Ok(tx.run(sql, &params).await? > 0)
}

pub async fn update_said(tx: &Tx, (tenant, id): (Uuid, Uuid), said: &Registration) -> Result<()> {
    let sql = "UPDATE restaurant SET logo_url = $3, description = $4, cuisines = $5, dishes = $6,
                   hours = $7
               WHERE tenant_id = $1 AND restaurant_id = $2";
    let hours = said.hours.as_ref().map(Value::to_string);
    let params: [&(dyn ToSql + Sync); 7] =
        [&tenant, &id, &said.logo_url, &said.description, &said.cuisines, &said.dishes, &hours];
    tx.run(sql, &params).await.map(drop)
}

/// Whether the licence is this restaurant's now: another tenant's is not seen, only felt.
pub async fn insert_licence(tx: &Tx, (tenant, id): (Uuid, Uuid), number: &str) -> Result<bool> {
    let sql = "INSERT INTO licence (licence_number, tenant_id, restaurant_id) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    Ok(tx.run(sql, &[&number, &tenant, &id]).await? > 0)
}

pub async fn delete_licence(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<()> {
    let sql = "DELETE FROM licence WHERE tenant_id = $1 AND restaurant_id = $2";
    tx.run(sql, &[&tenant, &id]).await.map(drop)
}

/// What the write asked for that made it.
pub async fn find_request(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT request_hash FROM restaurant WHERE tenant_id = $1 AND restaurant_id = $2";
    Ok(tx.one(sql, &[&tenant, &id]).await?.map(|row| row.get(0)))
}

/// What its maker follows it by, hashed.
pub async fn find_token(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT token_hash FROM restaurant WHERE tenant_id = $1 AND restaurant_id = $2";
    Ok(tx.one(sql, &[&tenant, &id]).await?.map(|row| row.get(0)))
}

pub async fn find_restaurant(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Restaurant>> {
    let sql =
        format!("SELECT {COLUMNS} FROM restaurant WHERE tenant_id = $1 AND restaurant_id = $2");
    let row = tx.one(&sql, &[&tenant, &id]).await?;
    let Some(found) = row.as_ref().map(restaurant).transpose()? else { return Ok(None) };
    Ok(with_notices(tx, vec![found]).await?.pop())
}

pub async fn list_own(tx: &Tx, tenant: Uuid) -> Result<Vec<Restaurant>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM restaurant WHERE tenant_id = $1
         ORDER BY created_at DESC, restaurant_id LIMIT 500"
    );
    let rows = tx.list(&sql, &[&tenant]).await?;
    let found: Result<Vec<_>> = rows.iter().map(restaurant).collect();
    with_notices(tx, found?).await
}

/// All tenants', oldest first: who came first is looked at first. After one that was shown.
pub async fn list_of_status(
    admin: &Tx,
    status: Option<Status>,
    after: Option<Uuid>,
    most: i64,
) -> Result<Vec<Restaurant>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM restaurant
         WHERE ($1::text IS NULL OR status = $1) AND ($2::uuid IS NULL OR
             (created_at, restaurant_id) > (SELECT created_at, restaurant_id FROM restaurant
                 WHERE restaurant_id = $2))
         ORDER BY created_at, restaurant_id LIMIT $3"
    );
    let status = status.map(Word::as_str);
    let rows = admin.list(&sql, &[&status, &after, &most]).await?;
    let found: Result<Vec<_>> = rows.iter().map(restaurant).collect();
    with_notices(admin, found?).await
}

async fn with_notices(tx: &Tx, mut found: Vec<Restaurant>) -> Result<Vec<Restaurant>> {
    let sql = "SELECT r.id, n.kind, n.said, (extract(epoch FROM n.at) * 1000)::bigint
               FROM unnest($1::uuid[], $2::uuid[]) AS r (tenant, id), LATERAL (
                   SELECT kind, said, at FROM notice
                   WHERE tenant_id = r.tenant AND restaurant_id = r.id
                   ORDER BY at DESC LIMIT $3) AS n";
    let (tenants, ids): (Vec<Uuid>, Vec<Uuid>) = found.iter().map(|r| (r.tenant, r.id)).unzip();
    for row in tx.list(sql, &[&tenants, &ids, &NOTICES]).await? {
        let id: Uuid = row.get(0);
        let notice = Notice { kind: row.get(1), said: row.get(2), at: At::from_millis(row.get(3)) };
        if let Some(restaurant) = found.iter_mut().find(|restaurant| restaurant.id == id) {
            restaurant.notices.push(notice);
        }
    }
    Ok(found)
}

pub async fn find_tenant(admin: &Tx, id: Uuid) -> Result<Option<Uuid>> {
    let sql = "SELECT tenant_id FROM restaurant WHERE restaurant_id = $1";
    Ok(admin.one(sql, &[&id]).await?.map(|row| row.get(0)))
}

/// Held until the transaction ends.
pub async fn hold_status(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Status>> {
    let sql = "SELECT status FROM restaurant
               WHERE tenant_id = $1 AND restaurant_id = $2 FOR UPDATE";
    tx.one(sql, &[&tenant, &id]).await?.map(|row| word(&row, 0)).transpose()
}

pub async fn set_status(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    status: Status,
    reason: &str,
    by: &str,
) -> Result<()> {
    let sql = "UPDATE restaurant SET status = $3, reason = $4, reviewed_by = $5,
                   reviewed_at = now()
               WHERE tenant_id = $1 AND restaurant_id = $2";
    tx.run(sql, &[&tenant, &id, &status.as_str(), &reason, &by]).await.map(drop)
}

pub async fn set_wish(tx: &Tx, tenant: Uuid, id: Uuid, wish: Line) -> Result<()> {
    let sql = "UPDATE restaurant SET wish = $3 WHERE tenant_id = $1 AND restaurant_id = $2";
    tx.run(sql, &[&tenant, &id, &wish.as_str()]).await.map(drop)
}

pub async fn insert_notice(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    notice: Uuid,
    kind: &str,
    said: &str,
) -> Result<()> {
    let sql = "INSERT INTO notice (tenant_id, notice_id, restaurant_id, kind, said)
               VALUES ($1, $2, $3, $4, $5)";
    tx.run(sql, &[&tenant, &notice, &id, &kind, &said]).await.map(drop)
}

/// The tenant a verified restaurant was the first of.
pub async fn insert_tenant(tx: &Tx, tenant: Uuid, name: &str) -> Result<()> {
    let sql = "INSERT INTO tenant (tenant_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    tx.run(sql, &[&tenant, &name]).await.map(drop)
}

/// Whether this node may sweep now; another may be at it.
pub async fn try_sweep(admin: &Tx) -> Result<bool> {
    let sql = "SELECT pg_try_advisory_xact_lock(hashtext('restaurants are looked after'))";
    Ok(admin.one(sql, &[]).await?.is_some_and(|row| row.get(0)))
}

/// A restaurant is silent when each box of its places that ever spoke is. Listings follow in the
/// same statement.
pub async fn mark_silence(admin: &Tx, seconds: i64) -> Result<u64> {
    let sql = "WITH heard AS (
                   SELECT tenant_id, restaurant_id,
                       max(last_seen_at) < now() - make_interval(secs => $1) AS is_silent
                   FROM device WHERE restaurant_id IS NOT NULL AND last_seen_at IS NOT NULL
                   GROUP BY tenant_id, restaurant_id),
               turned AS (
                   UPDATE restaurant r SET is_silent = heard.is_silent FROM heard
                   WHERE (r.tenant_id, r.restaurant_id) = (heard.tenant_id, heard.restaurant_id)
                     AND r.is_silent <> heard.is_silent
                   RETURNING r.tenant_id, r.restaurant_id,
                       r.status = 'ACTIVE' AND r.wish = 'ONLINE' AND NOT r.is_silent AS is_online)
               UPDATE listing l SET is_online = turned.is_online FROM turned
               WHERE (l.tenant_id, l.restaurant_id) = (turned.tenant_id, turned.restaurant_id)
                 AND l.is_online <> turned.is_online";
    let seconds = f64::from(i32::try_from(seconds).unwrap_or(i32::MAX));
    admin.run(sql, &[&seconds]).await
}

/// Orders of the last thirty days by the boxes' clocks, of those months by ours.
pub async fn count_popularity(admin: &Tx) -> Result<u64> {
    let sql = "UPDATE listing l SET popularity = counted.orders FROM (
                   SELECT d.tenant_id, d.restaurant_id, least(count(*), 2000000000)::int AS orders
                   FROM fact f JOIN device d USING (tenant_id, device_id)
                   WHERE f.kind = 'order_placed' AND d.restaurant_id IS NOT NULL
                     AND f.month >= date_trunc('month', now() - interval '30 days')::date
                     AND f.at > (extract(epoch FROM now() - interval '30 days') * 1000)::bigint
                   GROUP BY d.tenant_id, d.restaurant_id) AS counted
               WHERE (l.tenant_id, l.restaurant_id) = (counted.tenant_id, counted.restaurant_id)
                 AND l.popularity <> counted.orders";
    admin.run(sql, &[]).await
}
