use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use utoipa::ToSchema;

use super::book::recorded;
use crate::base::{At, DeadLetterId, Error, Result};
use crate::wire::Recorded;

/// A fact a follower gave up on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeadLetter {
    pub id: DeadLetterId,
    pub follower: String,
    pub seq: i64,
    pub kind: String,
    pub reason: String,
    pub tries: u32,
    pub at: At,
}

/// The last fact `follower` is done with. None when it has never followed.
pub fn cursor(conn: &Connection, follower: &str) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT seq FROM follower WHERE name = ?1")?;
    Ok(statement.query_row([follower], |row| row.get(0)).optional()?)
}

/// Remembers that `follower` is done with everything up to `seq`. Never goes back.
pub fn advance(conn: &Connection, follower: &str, seq: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO follower (name, seq) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET seq = max(seq, excluded.seq)",
    )?
    .execute(params![follower, seq])?;
    Ok(())
}

/// Takes `follower` back to `seq`: the far end says that it holds no more. Never goes forward.
pub fn rewind(conn: &Connection, follower: &str, seq: i64) -> Result<()> {
    conn.prepare_cached("UPDATE follower SET seq = min(seq, ?2) WHERE name = ?1")?
        .execute(params![follower, seq])?;
    Ok(())
}

/// Forgets a follower that is no more, with what it could not digest.
pub fn forget(conn: &Connection, follower: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM dead_letter WHERE follower = ?1")?.execute([follower])?;
    conn.prepare_cached("DELETE FROM follower WHERE name = ?1")?.execute([follower])?;
    Ok(())
}

/// Lays a fact aside that `follower` cannot digest.
pub fn bury(
    conn: &Connection,
    follower: &str,
    seq: i64,
    reason: &str,
    tries: u32,
    at: At,
) -> Result<()> {
    let reason: String = reason.chars().take(500).collect();
    conn.prepare_cached(
        "INSERT INTO dead_letter (id, follower, seq, reason, tries, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (follower, seq) DO UPDATE
         SET reason = excluded.reason, tries = tries + excluded.tries, at = excluded.at",
    )?
    .execute(params![DeadLetterId::new(at).to_string(), follower, seq, reason, tries, at])?;
    Ok(())
}

/// The newest dead letters, at most `limit`.
pub fn dead_letters(conn: &Connection, limit: usize) -> Result<Vec<DeadLetter>> {
    let mut statement = conn.prepare_cached(
        "SELECT d.id, d.follower, d.seq, f.kind, d.reason, d.tries, d.at
         FROM dead_letter d JOIN fact f USING (seq) ORDER BY d.at DESC, d.id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit as i64], |row| {
        let id: String = row.get(0)?;
        Ok(DeadLetter {
            id: id.parse().map_err(|e: Error| rusqlite::types::FromSqlError::Other(e.into()))?,
            follower: row.get(1)?,
            seq: row.get(2)?,
            kind: row.get(3)?,
            reason: row.get(4)?,
            tries: row.get(5)?,
            at: At::from_millis(row.get(6)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// Takes a dead letter away; answers whose it was, and the fact's number. None: no such letter.
pub fn drop_letter(conn: &Connection, id: DeadLetterId) -> Result<Option<(String, i64)>> {
    let mut statement =
        conn.prepare_cached("DELETE FROM dead_letter WHERE id = ?1 RETURNING follower, seq")?;
    let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
    Ok(statement.query_row([id.to_string()], row).optional()?)
}

/// One fact by its number.
pub fn fact_at(conn: &Connection, seq: i64) -> Result<Option<Recorded>> {
    let mut statement =
        conn.prepare_cached("SELECT seq, at, actor, body FROM fact WHERE seq = ?1")?;
    Ok(statement.query_row([seq], recorded).optional()?)
}
