use rusqlite::{Connection, OptionalExtension, Row, params};
use tokio::sync::watch;

use crate::base::{At, Error, Result};
use crate::wire::{Actor, BEGINNING, Fact, Recorded, chain};

/// Knows how far the book reaches, and wakes who waits for more.
pub struct Ledger {
    head: watch::Sender<i64>,
}

impl Ledger {
    pub fn new() -> Ledger {
        Ledger { head: watch::Sender::new(0) }
    }

    /// The highest number that is committed.
    pub fn head(&self) -> i64 {
        *self.head.borrow()
    }

    /// Called after each commit that wrote facts.
    pub fn committed(&self, head: i64) {
        self.head.send_if_modified(|now| {
            let grew = head > *now;
            *now = head.max(*now);
            grew
        });
    }

    /// Changes when there is more to read.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.head.subscribe()
    }
}

impl Default for Ledger {
    fn default() -> Ledger {
        Ledger::new()
    }
}

/// Writes facts down as the next in the book; answers the number of the last, if there is one.
pub fn append(conn: &Connection, at: At, by: &Actor, facts: &[Fact]) -> Result<Option<i64>> {
    if facts.is_empty() {
        return Ok(None);
    }
    let last = conn
        .prepare_cached("SELECT seq, hash FROM fact ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)))
        .optional()?;
    let (mut seq, mut before) = last.unwrap_or((0, BEGINNING));
    let actor = serde_json::to_string(by).map_err(Error::internal)?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO fact (seq, at, kind, actor, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for fact in facts {
        seq += 1;
        let body = serde_json::to_string(fact).map_err(Error::internal)?;
        before = chain(&before, seq, at, fact.kind(), &actor, &body);
        insert.execute(params![seq, at, fact.kind(), actor, body, before])?;
    }
    Ok(Some(seq))
}

/// The number of the last fact; 0 in an empty book.
pub fn head(conn: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(seq), 0) FROM fact";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// At most `limit` facts that come after number `after`, in order.
pub fn read_after(conn: &Connection, after: i64, limit: usize) -> Result<Vec<Recorded>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, at, actor, body FROM fact WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let rows = statement.query_map(params![after, limit as i64], recorded)?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}

/// At most `limit` facts of these kinds from between two times, the latest first; from before fact
/// number `before`.
pub fn read_back(
    conn: &Connection,
    (from, to): (At, At),
    kinds: &[&str],
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<Recorded>> {
    let kinds = serde_json::to_string(kinds).map_err(Error::internal)?;
    let mut statement = conn.prepare_cached(
        "SELECT seq, at, actor, body FROM fact INDEXED BY fact_by_time
         WHERE at >= ?1 AND at < ?2 AND kind IN (SELECT value FROM json_each(?3))
         AND (?4 IS NULL OR seq < ?4) ORDER BY seq DESC LIMIT ?5",
    )?;
    let asked = params![from.millis(), to.millis(), kinds, before, limit as i64];
    let rows = statement.query_map(asked, recorded)?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}

pub(super) fn recorded(row: &Row) -> rusqlite::Result<Recorded> {
    let broken = |e| rusqlite::types::FromSqlError::Other(Box::new(e));
    let (actor, body): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(Recorded {
        seq: row.get(0)?,
        at: At::from_millis(row.get(1)?),
        by: serde_json::from_str(&actor).map_err(broken)?,
        fact: serde_json::from_str(&body).map_err(broken)?,
    })
}
