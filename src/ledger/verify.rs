use rusqlite::{Connection, OptionalExtension};

use crate::base::{At, Code, Error, Result};
use crate::wire::{BEGINNING, chain};

/// Reads the book from number `from` on and recomputes each hash; answers how many facts held.
///
/// Error `storage_failed` names the first number that is missing or was altered.
pub fn verify(conn: &Connection, from: i64) -> Result<i64> {
    let from = from.max(1);
    let mut before = conn
        .query_row("SELECT hash FROM fact WHERE seq = ?1", [from - 1], |row| row.get(0))
        .optional()?
        .unwrap_or(BEGINNING);
    let mut statement = conn.prepare(
        "SELECT seq, at, kind, actor, body, hash FROM fact WHERE seq >= ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([from])?;
    let mut expected = from;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let (kind, actor, body): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let hash = chain(&before, seq, At::from_millis(row.get(1)?), &kind, &actor, &body);
        if seq != expected || hash != row.get::<_, [u8; 32]>(5)? {
            return Err(Error::new(Code::StorageFailed)
                .message(format!("The book of facts does not hold at number {expected}.")));
        }
        before = hash;
        expected += 1;
    }
    Ok(expected - from)
}
