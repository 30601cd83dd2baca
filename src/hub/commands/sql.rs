use uuid::Uuid;

use super::give::Asking;
use super::model::CommandView;
use crate::base::{At, Error, Result, Word as _};
use crate::hub::db::Tx;
use crate::wire::sync::{Ack, Beat, Command, DeviceState, MAX_COMMANDS, Outcome};

type Place = (Uuid, Uuid);

/// How long a command can be looked up after it ended.
const KEPT_DAYS: i32 = 90;

/// The next number of a box's commands. Until the transaction ends nobody else has one.
pub async fn next_no(tx: &Tx, (tenant, device): Place) -> Result<Option<i64>> {
    let sql = "UPDATE device SET command_no = command_no + 1
               WHERE tenant_id = $1 AND device_id = $2 RETURNING command_no";
    Ok(tx.one(sql, &[&tenant, &device]).await?.map(|row| row.get(0)))
}

pub async fn insert_command(
    tx: &Tx,
    (tenant, device): Place,
    (id, no): (Uuid, i64),
    asking: &Asking<'_>,
    body: &str,
) -> Result<()> {
    let sql = "INSERT INTO command (tenant_id, device_id, id, no, kind, body, digest, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (kind, digest, expires_at) = (asking.kind, asking.digest, asking.expires_at.millis());
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 8] =
        [&tenant, &device, &id, &no, &kind, &body, &digest, &expires_at];
    tx.run(sql, &params).await.map(drop)
}

/// Takes away some of what was answered, or could no longer be begun, `KEPT_DAYS` ago.
pub async fn delete_old(tx: &Tx, (tenant, device): Place, now: At) -> Result<u64> {
    let sql = "DELETE FROM command WHERE tenant_id = $1 AND device_id = $2 AND id IN (
                   (SELECT id FROM command WHERE tenant_id = $1 AND device_id = $2
                        AND outcome IS NOT NULL AND acked_at < now() - make_interval(days => $3)
                    LIMIT 50)
                   UNION ALL
                   (SELECT id FROM command WHERE tenant_id = $1 AND device_id = $2
                        AND outcome IS NULL AND expires_at < $4
                    LIMIT 50))";
    let expired = now.plus_seconds(-i64::from(KEPT_DAYS) * 86_400).millis();
    tx.run(sql, &[&tenant, &device, &KEPT_DAYS, &expired]).await
}

/// Whether the same thing was brought within two days.
pub async fn was_brought(tx: &Tx, (tenant, device): Place, digest: &[u8]) -> Result<bool> {
    let sql = "SELECT 1 FROM command WHERE tenant_id = $1 AND device_id = $2 AND digest = $3
               AND created_at > now() - interval '2 days'";
    Ok(tx.one(sql, &[&tenant, &device, &digest]).await?.is_some())
}

/// Whether there is such a place; nobody asks anything of it meanwhile.
pub async fn hold_place(tx: &Tx, (tenant, device): Place) -> Result<bool> {
    let sql = "SELECT 1 FROM device WHERE tenant_id = $1 AND device_id = $2 FOR UPDATE";
    Ok(tx.one(sql, &[&tenant, &device]).await?.is_some())
}

/// The command that was brought within two days: id, kind and body.
pub async fn find_brought(
    tx: &Tx,
    (tenant, device): Place,
    digest: &[u8],
) -> Result<Option<(Uuid, String, String)>> {
    let sql = "SELECT id, kind, body FROM command
               WHERE tenant_id = $1 AND device_id = $2 AND digest = $3
               AND created_at > now() - interval '2 days' ORDER BY no LIMIT 1";
    let row = tx.one(sql, &[&tenant, &device, &digest]).await?;
    Ok(row.map(|row| (row.get(0), row.get(1), row.get(2))))
}

/// One of a kind that waits and may still be begun.
pub async fn find_waiting(
    tx: &Tx,
    (tenant, device): Place,
    kind: &str,
    now: At,
) -> Result<Option<Uuid>> {
    let sql = "SELECT id FROM command WHERE tenant_id = $1 AND device_id = $2 AND kind = $3
               AND outcome IS NULL AND expires_at > $4 ORDER BY no LIMIT 1";
    let row = tx.one(sql, &[&tenant, &device, &kind, &now.millis()]).await?;
    Ok(row.map(|row| row.get(0)))
}

/// Commands people asked for that wait.
pub async fn count_wishes(tx: &Tx, (tenant, device): Place, now: At) -> Result<i64> {
    let sql = "SELECT count(*) FROM command WHERE tenant_id = $1 AND device_id = $2
               AND outcome IS NULL AND asked_by <> '' AND expires_at > $3";
    Ok(tx.one(sql, &[&tenant, &device, &now.millis()]).await?.map_or(0, |row| row.get(0)))
}

pub async fn mark_asked_by(tx: &Tx, (tenant, device): Place, id: Uuid, by: &str) -> Result<()> {
    let sql = "UPDATE command SET asked_by = $4
               WHERE tenant_id = $1 AND device_id = $2 AND id = $3";
    tx.run(sql, &[&tenant, &device, &id, &by]).await.map(drop)
}

/// A command as its owner sees it.
pub async fn find_view(tx: &Tx, (tenant, device): Place, id: Uuid) -> Result<Option<CommandView>> {
    let sql = "SELECT kind, asked_by, (extract(epoch FROM created_at) * 1000)::bigint,
                   expires_at, outcome, result, (extract(epoch FROM acked_at) * 1000)::bigint
               FROM command WHERE tenant_id = $1 AND device_id = $2 AND id = $3";
    let Some(row) = tx.one(sql, &[&tenant, &device, &id]).await? else { return Ok(None) };
    let outcome = row.get::<_, Option<&str>>(4).map(Outcome::parse).transpose();
    let result = row.get::<_, Option<&str>>(5).map(serde_json::from_str).transpose();
    Ok(Some(CommandView {
        id,
        device_id: device,
        kind: row.get(0),
        asked_by: row.get(1),
        created_at: At::from_millis(row.get(2)),
        expires_at: At::from_millis(row.get(3)),
        outcome: outcome.map_err(|_| Error::internal("an outcome"))?,
        result: result.map_err(Error::internal)?,
        answered_at: row.get::<_, Option<i64>>(6).map(At::from_millis),
    }))
}

/// What waits for a box after a number, oldest first.
pub async fn list_waiting(tx: &Tx, (tenant, device): Place, after: i64) -> Result<Vec<Command>> {
    let sql = "SELECT id, no, kind, body, expires_at FROM command
               WHERE tenant_id = $1 AND device_id = $2 AND no > $3 AND outcome IS NULL
               ORDER BY no LIMIT $4";
    let most = i64::try_from(MAX_COMMANDS).unwrap_or(i64::MAX);
    let rows = tx.list(sql, &[&tenant, &device, &after, &most]).await?;
    let command = |row: &tokio_postgres::Row| {
        let body = serde_json::from_str(row.get(3)).map_err(Error::internal)?;
        let expires_at = At::from_millis(row.get(4));
        Ok(Command { id: row.get(0), no: row.get(1), kind: row.get(2), body, expires_at })
    };
    rows.iter().map(command).collect()
}

/// How a box stands, and which of its links is the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: DeviceState,
    pub link_no: i64,
}

pub async fn find_standing(tx: &Tx, (tenant, device): Place, key: &str) -> Result<Standing> {
    let sql = "SELECT m.state, d.link_no FROM machine m JOIN device d USING (tenant_id, device_id)
               WHERE m.tenant_id = $1 AND m.device_id = $2 AND m.key_id = $3";
    let row = tx.one(sql, &[&tenant, &device, &key]).await?;
    let row = row.ok_or_else(|| Error::not_found("key"))?;
    let state = DeviceState::parse(row.get(0)).map_err(|_| Error::internal("a key's state"))?;
    Ok(Standing { state, link_no: row.get(1) })
}

/// One more link of a box; all others are older.
pub async fn next_link(tx: &Tx, (tenant, device): Place) -> Result<i64> {
    let sql = "UPDATE device SET link_no = link_no + 1, last_seen_at = now()
               WHERE tenant_id = $1 AND device_id = $2 RETURNING link_no";
    let row = tx.one(sql, &[&tenant, &device]).await?;
    row.map(|row| row.get(0)).ok_or_else(|| Error::not_found("place"))
}

/// A link's place was taken by a newer one; answers how often that was so in ten minutes.
pub async fn count_replaced(tx: &Tx, (tenant, device): Place) -> Result<i32> {
    let sql = "UPDATE device SET
                   replaced = CASE WHEN replaced_from > now() - interval '10 minutes'
                       THEN replaced + 1 ELSE 1 END,
                   replaced_from = CASE WHEN replaced_from > now() - interval '10 minutes'
                       THEN replaced_from ELSE now() END
               WHERE tenant_id = $1 AND device_id = $2 RETURNING replaced";
    let row = tx.one(sql, &[&tenant, &device]).await?;
    Ok(row.map_or(0, |row| row.get(0)))
}

/// What came of a command. The first outcome stays; of a gateway's news nothing else.
pub async fn mark_outcome(tx: &Tx, (tenant, device): Place, ack: &Ack) -> Result<()> {
    let sql = "UPDATE command SET outcome = $4, result = $5, acked_at = now(),
                   body = CASE kind WHEN 'webhook' THEN '{}' ELSE body END
               WHERE tenant_id = $1 AND device_id = $2 AND id = $3 AND outcome IS NULL";
    let (outcome, result) = (ack.outcome.as_str(), ack.result.to_string());
    tx.run(sql, &[&tenant, &device, &ack.id, &outcome, &result]).await.map(drop)
}

/// What a box says of itself.
pub async fn save_beat(tx: &Tx, (tenant, device): Place, beat: &Beat, skew_ms: i64) -> Result<()> {
    let sql = "UPDATE device SET beat = $3, beat_at = now(), last_seen_at = now(), program = $4,
                   schema = $5, head_seq = $6, skew_ms = $7
               WHERE tenant_id = $1 AND device_id = $2";
    let text = serde_json::to_string(beat).map_err(Error::internal)?;
    let Beat { version, schema, head_seq, .. } = beat;
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 7] =
        [&tenant, &device, &text, version, schema, head_seq, &skew_ms];
    tx.run(sql, &params).await.map(drop)
}
