use rusqlite::{Connection, OptionalExtension, params};

use crate::base::{At, Code, Error, Result};
use crate::wire::sync::Sealed;
use crate::wire::{BEGINNING, chain};

/// Facts after number `after` as they were written, in order: at most `most_facts`, and no more
/// than `most_bytes` of text, but at least one where there is one.
pub fn read_raw_after(
    conn: &Connection,
    after: i64,
    most_facts: usize,
    most_bytes: usize,
) -> Result<Vec<Sealed>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, at, kind, actor, body, hash FROM fact WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, most_facts as i64])?;
    let (mut facts, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let fact = Sealed {
            seq: row.get(0)?,
            at: At::from_millis(row.get(1)?),
            kind: row.get(2)?,
            actor: row.get(3)?,
            body: row.get(4)?,
            hash: row.get(5)?,
        };
        bytes += fact.size();
        if bytes > most_bytes && !facts.is_empty() {
            break;
        }
        facts.push(fact);
    }
    Ok(facts)
}

/// The hash of fact number `seq`; of 0 that of an empty book. None when there is no such fact.
pub fn hash_at(conn: &Connection, seq: i64) -> Result<Option<[u8; 32]>> {
    if seq == 0 {
        return Ok(Some(BEGINNING));
    }
    let mut statement = conn.prepare_cached("SELECT hash FROM fact WHERE seq = ?1")?;
    Ok(statement.query_row([seq], |row| row.get(0)).optional()?)
}

/// Writes facts back as they were, behind those that are there: for a box that is restored.
///
/// Error: `storage_failed` naming the first that does not follow on what is there.
pub fn insert_raw(conn: &Connection, facts: &[Sealed]) -> Result<()> {
    let mut head = super::head(conn)?;
    let mut before = hash_at(conn, head)?.unwrap_or(BEGINNING);
    let mut insert = conn.prepare_cached(
        "INSERT INTO fact (seq, at, kind, actor, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for Sealed { seq, at, kind, actor, body, hash } in facts {
        let sealed = chain(&before, *seq, *at, kind, actor, body);
        if *seq != head + 1 || sealed != *hash {
            let why = format!("Fact {seq} does not follow on number {head}.");
            return Err(Error::new(Code::StorageFailed).message(why));
        }
        insert.execute(params![seq, at.millis(), kind, actor, body, hash])?;
        (head, before) = (*seq, sealed);
    }
    Ok(())
}
