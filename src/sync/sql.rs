use super::alarm::Alarm;
use super::model::Cloud;
use crate::base::{At, Result, Word as _};
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::wire::sync::{Ack, AlarmKind, Command, Copy, DeviceState, Epoch, hex};

fn uuid(row: &Row, column: usize) -> rusqlite::Result<uuid::Uuid> {
    let broken = |e: uuid::Error| rusqlite::types::FromSqlError::Other(Box::new(e)).into();
    row.get::<_, String>(column)?.parse().map_err(broken)
}

pub fn find_cloud(read: &Read) -> Result<Option<Cloud>> {
    read.one(
        "SELECT hub_url, tenant_id, device_id, name, state, held_seq, skew_ms, cap_kbps,
            last_contact_at
         FROM cloud",
        [],
        |row| {
            Ok(Cloud {
                hub_url: row.get(0)?,
                tenant: uuid(row, 1)?,
                device: uuid(row, 2)?,
                name: row.get(3)?,
                state: row.word(4)?,
                held_seq: row.get(5)?,
                skew_ms: row.get(6)?,
                cap_kbps: row.get(7)?,
                last_contact_at: row.maybe_at(8)?,
            })
        },
    )
}

pub fn save_cloud(tx: &Tx, cloud: &Cloud) -> Result<()> {
    tx.run(
        "INSERT INTO cloud (one, hub_url, tenant_id, device_id, name, state, held_seq, skew_ms,
            last_contact_at)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (one) DO UPDATE SET hub_url = excluded.hub_url,
            tenant_id = excluded.tenant_id, device_id = excluded.device_id, name = excluded.name,
            state = excluded.state, held_seq = excluded.held_seq, skew_ms = excluded.skew_ms,
            last_contact_at = excluded.last_contact_at",
        params![
            cloud.hub_url,
            cloud.tenant.to_string(),
            cloud.device.to_string(),
            cloud.name,
            cloud.state.as_str(),
            cloud.held_seq,
            cloud.skew_ms,
            cloud.last_contact_at
        ],
    )?;
    Ok(())
}

pub fn mark_cap(tx: &Tx, kbps: u32) -> Result<()> {
    tx.run("UPDATE cloud SET cap_kbps = ?1", [kbps])?;
    Ok(())
}

pub fn mark_state(tx: &Tx, state: DeviceState) -> Result<()> {
    tx.run("UPDATE cloud SET state = ?1", [state.as_str()])?;
    Ok(())
}

/// What is held of the life that begins.
pub fn mark_base(tx: &Tx, held_seq: i64) -> Result<()> {
    tx.run("UPDATE cloud SET held_seq = ?1", [held_seq])?;
    Ok(())
}

/// What the cloud answered: how much it holds, when, and how its clock stands to ours.
pub fn mark_held(tx: &Tx, held_seq: i64, at: At, skew_ms: i64) -> Result<()> {
    let sql = "UPDATE cloud SET held_seq = ?1, last_contact_at = ?2, skew_ms = ?3";
    tx.run(sql, params![held_seq, at, skew_ms])?;
    Ok(())
}

/// Alarms nobody has cleared, oldest first.
pub fn list_alarms(read: &Read) -> Result<Vec<Alarm>> {
    let sql = "SELECT kind, said, at, times FROM cloud_alarm WHERE cleared_at IS NULL ORDER BY at";
    let alarm = |row: &Row| {
        Ok(Alarm { kind: row.word(0)?, said: row.get(1)?, at: row.at(2)?, times: row.get(3)? })
    };
    read.list(sql, [], alarm)
}

/// Notes what rings; answers whether it is news.
pub fn ring(tx: &Tx, kind: AlarmKind, said: &str) -> Result<bool> {
    let sql = "UPDATE cloud_alarm SET times = times + 1, said = ?2
               WHERE kind = ?1 AND cleared_at IS NULL";
    if tx.run(sql, params![kind.as_str(), said])? > 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO cloud_alarm (kind, said, at) VALUES (?1, ?2, ?3)
               ON CONFLICT (kind) DO UPDATE SET said = excluded.said, at = excluded.at,
                   times = 1, cleared_at = NULL";
    tx.run(sql, params![kind.as_str(), said, tx.now()])?;
    Ok(true)
}

/// Answers whether it rang.
pub fn clear(tx: &Tx, kind: AlarmKind) -> Result<bool> {
    let sql = "UPDATE cloud_alarm SET cleared_at = ?2 WHERE kind = ?1 AND cleared_at IS NULL";
    Ok(tx.run(sql, params![kind.as_str(), tx.now()])? > 0)
}

/// Lives of the book, oldest first.
pub fn list_epochs(read: &Read) -> Result<Vec<Epoch>> {
    read.list(
        "SELECT epoch, base_epoch, base_seq, base_hash, reason FROM epoch ORDER BY n",
        [],
        |row| {
            let base_hash: [u8; 32] = row.get(3)?;
            Ok(Epoch {
                epoch: row.get(0)?,
                base_epoch: row.get(1)?,
                base_seq: row.get(2)?,
                base_hash: hex(&base_hash),
                reason: row.word(4)?,
            })
        },
    )
}

/// Whether the newest life was ended, by the copy a backup is.
pub fn is_closed(read: &Read) -> Result<bool> {
    let sql = "SELECT is_closed FROM epoch ORDER BY n DESC LIMIT 1";
    Ok(read.one(sql, [], |row| row.get(0))?.unwrap_or(false))
}

pub fn insert_epoch(tx: &Tx, epoch: &Epoch, base_hash: &[u8; 32]) -> Result<()> {
    let sql = "INSERT INTO epoch (epoch, base_epoch, base_seq, base_hash, reason, at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Epoch { epoch, base_epoch, base_seq, reason, .. } = epoch;
    tx.run(sql, params![epoch, base_epoch, base_seq, base_hash, reason.as_str(), tx.now()])?;
    Ok(())
}

/// The last whole copy the cloud has.
pub struct Kept {
    pub epoch: String,
    pub no: i64,
    pub at: At,
}

pub fn find_snapshot(read: &Read) -> Result<Option<Kept>> {
    read.one("SELECT epoch, no, at FROM cloud_snapshot", [], |row| {
        Ok(Kept { epoch: row.get(0)?, no: row.get(1)?, at: row.at(2)? })
    })
}

pub fn save_snapshot(tx: &Tx, id: uuid::Uuid, copy: &Copy, at: At) -> Result<()> {
    let Copy { epoch, no, head_seq, bytes, .. } = copy;
    tx.run(
        "INSERT OR REPLACE INTO cloud_snapshot (one, snapshot_id, epoch, no, head_seq, bytes, at)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        params![id.to_string(), epoch, no, head_seq, bytes, at],
    )?;
    Ok(())
}

/// The cloud says that its copy is of no use.
pub fn delete_snapshot(tx: &Tx) -> Result<()> {
    tx.run("DELETE FROM cloud_snapshot", []).map(drop)
}

/// Whether the newest life asks for something that was not done yet.
pub fn is_unsettled(read: &Read) -> Result<bool> {
    let sql = "SELECT reason <> 'NEW' AND settled_at IS NULL FROM epoch ORDER BY n DESC LIMIT 1";
    Ok(read.one(sql, [], |row| row.get(0))?.unwrap_or(false))
}

pub fn mark_settled(tx: &Tx) -> Result<()> {
    tx.run("UPDATE epoch SET settled_at = ?1 WHERE settled_at IS NULL", [tx.now()]).map(drop)
}

/// Lives that are over ask for nothing more.
pub fn mark_lives_before_settled(tx: &Tx) -> Result<()> {
    let sql = "UPDATE epoch SET settled_at = ?1 WHERE n < (SELECT max(n) FROM epoch)";
    tx.run(sql, [tx.now()]).map(drop)
}

/// Everybody who follows the book with a cursor of their own.
pub fn list_followers(read: &Read) -> Result<Vec<String>> {
    read.list("SELECT name FROM follower ORDER BY name", [], |row| row.get(0))
}

/// How many migrations the data has seen.
pub fn schema(read: &Read) -> Result<i64> {
    Ok(read.one("SELECT max(version) FROM migration", [], |row| row.get(0))?.unwrap_or(0))
}

fn ack(row: &Row) -> rusqlite::Result<Ack> {
    Ok(Ack { id: uuid(row, 0)?, outcome: row.word(1)?, result: row.json(2)? })
}

/// What came of a command, and what it asked for.
pub fn find_command(read: &Read, id: uuid::Uuid) -> Result<Option<([u8; 32], Ack)>> {
    let sql = "SELECT id, outcome, result, digest FROM command WHERE id = ?1";
    read.one(sql, [id.to_string()], |row| Ok((row.get(3)?, ack(row)?)))
}

pub fn insert_command(tx: &Tx, command: &Command, ack: &Ack) -> Result<()> {
    let sql = "INSERT INTO command (id, no, kind, digest, outcome, result, at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (id, outcome, result) = (command.id.to_string(), ack.outcome, ack.result.to_string());
    let Command { no, kind, .. } = command;
    tx.run(sql, params![id, no, kind, command.digest(), outcome.as_str(), result, tx.now()])?;
    Ok(())
}

/// Outcomes the cloud has not confirmed, in the order of the commands.
pub fn list_untold(read: &Read, limit: usize) -> Result<Vec<Ack>> {
    let sql = "SELECT id, outcome, result FROM command WHERE told_at IS NULL ORDER BY no LIMIT ?1";
    read.list(sql, [i64::try_from(limit).unwrap_or(i64::MAX)], ack)
}

pub fn mark_told(tx: &Tx, id: uuid::Uuid) -> Result<()> {
    let sql = "UPDATE command SET told_at = ?2 WHERE id = ?1 AND told_at IS NULL";
    tx.run(sql, params![id.to_string(), tx.now()])?;
    Ok(())
}

pub fn forget_commands(tx: &Tx, before: At) -> Result<()> {
    tx.run("DELETE FROM command WHERE told_at < ?1", [before])?;
    Ok(())
}
