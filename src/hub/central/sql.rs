use uuid::Uuid;

use super::follow::Outlet;
use crate::base::{Error, Result};
use crate::hub::db::Tx;
use crate::wire::sync::CentralItem;

pub async fn hold_rev(tx: &Tx, tenant: Uuid) -> Result<i64> {
    let first = "INSERT INTO central_menu (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING";
    tx.run(first, &[&tenant]).await?;
    let sql = "SELECT rev FROM central_menu WHERE tenant_id = $1 FOR UPDATE";
    Ok(tx.one(sql, &[&tenant]).await?.map_or(0, |row| row.get(0)))
}

pub async fn find_rev(tx: &Tx, tenant: Uuid) -> Result<i64> {
    let sql = "SELECT rev FROM central_menu WHERE tenant_id = $1";
    Ok(tx.one(sql, &[&tenant]).await?.map_or(0, |row| row.get(0)))
}

pub async fn mark_rev(tx: &Tx, tenant: Uuid, rev: i64) -> Result<()> {
    let sql = "UPDATE central_menu SET rev = $2 WHERE tenant_id = $1";
    tx.run(sql, &[&tenant, &rev]).await.map(drop)
}

/// The dishes of head office, in their order.
pub async fn list_items(tx: &Tx, tenant: Uuid) -> Result<Vec<CentralItem>> {
    let sql = "SELECT item FROM central_item WHERE tenant_id = $1 AND dropped_at IS NULL
               ORDER BY sort, central_id";
    let rows = tx.list(sql, &[&tenant]).await?;
    rows.iter().map(|row| serde_json::from_str(row.get(0)).map_err(Error::internal)).collect()
}

/// Dishes it had.
pub async fn list_dropped(tx: &Tx, tenant: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT central_id FROM central_item
               WHERE tenant_id = $1 AND dropped_at IS NOT NULL ORDER BY central_id LIMIT 100000";
    Ok(tx.list(sql, &[&tenant]).await?.iter().map(|row| row.get(0)).collect())
}

pub async fn save_item(
    tx: &Tx,
    tenant: Uuid,
    rev: i64,
    sort: usize,
    item: &CentralItem,
) -> Result<()> {
    let sql = "INSERT INTO central_item (tenant_id, central_id, rev, sort, item)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (tenant_id, central_id) DO UPDATE SET rev = excluded.rev,
                   sort = excluded.sort, item = excluded.item, dropped_at = NULL";
    let text = serde_json::to_string(item).map_err(Error::internal)?;
    let sort = i32::try_from(sort).map_err(Error::internal)?;
    tx.run(sql, &[&tenant, &item.central_id, &rev, &sort, &text]).await.map(drop)
}

pub async fn mark_dropped(tx: &Tx, tenant: Uuid, rev: i64, ids: &[Uuid]) -> Result<()> {
    let sql = "UPDATE central_item SET dropped_at = now(), rev = $2
               WHERE tenant_id = $1 AND central_id = ANY($3)";
    tx.run(sql, &[&tenant, &rev, &ids]).await.map(drop)
}

/// Places where a box stands, in one order.
pub async fn list_boxes(tx: &Tx, tenant: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT device_id FROM machine WHERE tenant_id = $1 AND state = 'ACTIVE'
               ORDER BY device_id";
    Ok(tx.list(sql, &[&tenant]).await?.iter().map(|row| row.get(0)).collect())
}

/// Where a box stands, and how far it follows.
pub async fn list_outlets(tx: &Tx, tenant: Uuid) -> Result<Vec<Outlet>> {
    let sql = "SELECT d.device_id, d.name,
                   count(c.id) FILTER (WHERE c.outcome IS NULL),
                   count(c.id) FILTER (WHERE (c.outcome = 'REFUSED' OR c.result LIKE '%\"code\"%')
                       AND c.acked_at > now() - interval '30 days')
               FROM device d
               JOIN machine m ON (m.tenant_id, m.device_id) = (d.tenant_id, d.device_id)
                   AND m.state = 'ACTIVE'
               LEFT JOIN command c ON (c.tenant_id, c.device_id) = (d.tenant_id, d.device_id)
                   AND c.kind IN ('menu_put', 'price_put', 'menu_drop')
               WHERE d.tenant_id = $1 GROUP BY d.device_id, d.name ORDER BY d.name, d.device_id";
    let outlet = |row: &tokio_postgres::Row| Outlet {
        device_id: row.get(0),
        name: row.get(1),
        waiting: row.get(2),
        refused: row.get(3),
    };
    Ok(tx.list(sql, &[&tenant]).await?.iter().map(outlet).collect())
}
