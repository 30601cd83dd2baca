use crate::base::{At, Result};
use crate::store::{Read, RowExt, Tx, params};
use crate::wire::PayMethod;

/// A webhook that was believed.
pub struct EventRow {
    pub method: PayMethod,
    pub event_id: String,
    pub digest: Vec<u8>,
    pub body: Vec<u8>,
}

/// False when it is there already.
pub fn insert_event(tx: &Tx, event: &EventRow) -> Result<bool> {
    let sql = "INSERT INTO gateway_event (method, event_id, digest, body, at)
               VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let values = params![event.method, event.event_id, event.digest, event.body, tx.now()];
    Ok(tx.run(sql, values)? == 1)
}

pub fn list_waiting_events(read: &Read, limit: usize) -> Result<Vec<EventRow>> {
    read.list(
        "SELECT method, event_id, digest, body FROM gateway_event WHERE done_at IS NULL
         ORDER BY tries, at LIMIT ?1",
        [limit as i64],
        |row| {
            let (event_id, digest, body) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(EventRow { method: row.word(0)?, event_id, digest, body })
        },
    )
}

pub fn mark_event_done(tx: &Tx, event: &EventRow) -> Result<()> {
    mark(tx, event, "")
}

/// It cannot be digested, now or later: it is kept with the reason.
pub fn mark_event_failed(tx: &Tx, event: &EventRow, failure: &str) -> Result<()> {
    mark(tx, event, failure)
}

/// It could not be digested this time: it is kept, behind the others. Answers how often that was.
pub fn mark_event_tried(tx: &Tx, event: &EventRow) -> Result<u32> {
    let sql = "UPDATE gateway_event SET tries = tries + 1
               WHERE method = ?1 AND event_id = ?2 AND digest = ?3 RETURNING tries";
    let tries = tx.one(sql, params![event.method, event.event_id, event.digest], |r| r.get(0))?;
    Ok(tries.unwrap_or_default())
}

fn mark(tx: &Tx, event: &EventRow, failure: &str) -> Result<()> {
    let sql = "UPDATE gateway_event SET done_at = ?4, failure = ?5
               WHERE method = ?1 AND event_id = ?2 AND digest = ?3";
    tx.run(sql, params![event.method, event.event_id, event.digest, tx.now(), failure])?;
    Ok(())
}

/// Forgets what was digested before `before`, a little at a time.
pub fn forget_events(tx: &Tx, before: At) -> Result<()> {
    tx.run(
        "DELETE FROM gateway_event WHERE (method, event_id, digest) IN
         (SELECT method, event_id, digest FROM gateway_event
          WHERE at < ?1 AND done_at IS NOT NULL LIMIT 10)",
        [before],
    )?;
    Ok(())
}
