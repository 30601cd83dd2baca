use uuid::Uuid;

use crate::base::Result;
use crate::hub::db::Tx;

/// False for a place that is not there.
pub async fn insert_address(tx: &Tx, (tenant, device): (Uuid, Uuid), hash: &[u8]) -> Result<bool> {
    let there = "SELECT 1 FROM device WHERE tenant_id = $1 AND device_id = $2 FOR UPDATE";
    if tx.one(there, &[&tenant, &device]).await?.is_none() {
        return Ok(false);
    }
    let sql = "INSERT INTO relay_address (tenant_id, token_hash, device_id, made_at)
               VALUES ($1, $2, $3, clock_timestamp()) ON CONFLICT DO NOTHING";
    tx.run(sql, &[&tenant, &hash, &device]).await?;
    Ok(true)
}

/// All addresses of a place but the newest.
pub async fn delete_older(tx: &Tx, (tenant, device): (Uuid, Uuid), kept: i64) -> Result<()> {
    let sql = "DELETE FROM relay_address WHERE tenant_id = $1 AND device_id = $2
               AND token_hash NOT IN (SELECT token_hash FROM relay_address
                   WHERE tenant_id = $1 AND device_id = $2 ORDER BY made_at DESC LIMIT $3)";
    tx.run(sql, &[&tenant, &device, &kept]).await.map(drop)
}

/// Whose address this is.
pub async fn find_place(tx: &Tx, hash: &[u8]) -> Result<Option<(Uuid, Uuid)>> {
    let sql = "SELECT tenant_id, device_id FROM relay_address WHERE token_hash = $1";
    Ok(tx.one(sql, &[&hash]).await?.map(|row| (row.get(0), row.get(1))))
}

/// Whether this many of a gateway's news wait for a box.
pub async fn is_full(tx: &Tx, (tenant, device): (Uuid, Uuid), most: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM command WHERE tenant_id = $1 AND device_id = $2 AND outcome IS NULL
               AND kind = 'webhook' OFFSET $3 LIMIT 1";
    Ok(tx.one(sql, &[&tenant, &device, &most]).await?.is_some())
}
