use super::model::{Setting, Topic, Webhook};
use crate::base::{Error, Result, WebhookId};
use crate::store::{Read, Row, RowExt, Tx, params};

/// Facts that are counted to say how far behind one is.
const COUNTED: i64 = 10_000;

const WEBHOOK: &str = "SELECT w.id, w.url, w.topics, w.is_on, w.off_reason, w.made_at, w.told_at,
    (SELECT count(*) FROM dead_letter d WHERE d.follower = 'webhook:' || w.id),
    coalesce((SELECT f.seq FROM follower f WHERE f.name = 'webhook:' || w.id), w.told_seq)
    FROM webhook w";

/// A webhook as it is kept, and the fact up to which it was told.
fn webhook(row: &Row) -> rusqlite::Result<(Webhook, i64)> {
    let off_reason: String = row.get(4)?;
    let webhook = Webhook {
        id: row.parsed(0)?,
        url: row.get(1)?,
        topics: row.json(2)?,
        is_on: row.get(3)?,
        off_reason: Some(off_reason).filter(|why| !why.is_empty()),
        made_at: row.at(5)?,
        told_at: row.maybe_at(6)?,
        behind: 0,
        given_up: row.get(7)?,
        tries: 0,
        next_try_in_seconds: None,
        trouble: None,
    };
    Ok((webhook, row.get(8)?))
}

/// All of them, the oldest first, with how far behind they are.
pub fn list(read: &Read) -> Result<Vec<Webhook>> {
    let all = read.list(&format!("{WEBHOOK} ORDER BY w.made_at, w.id"), [], webhook)?;
    let counted = all.into_iter().map(|(webhook, cursor)| {
        let behind = count_behind(read, cursor, &webhook.topics)?;
        Ok(Webhook { behind, ..webhook })
    });
    counted.collect()
}

pub fn find(read: &Read, id: WebhookId) -> Result<Option<Webhook>> {
    let found = read.one(&format!("{WEBHOOK} WHERE w.id = ?1"), [id], webhook)?;
    Ok(found.map(|(webhook, _)| webhook))
}

fn count_behind(read: &Read, cursor: i64, topics: &[Topic]) -> Result<i64> {
    let kinds: Vec<_> = topics.iter().flat_map(|topic| topic.kinds()).collect();
    let kinds = serde_json::to_string(&kinds).map_err(Error::internal)?;
    let sql = "SELECT count(*) FROM (SELECT 1 FROM fact WHERE seq > ?1
        AND kind IN (SELECT value FROM json_each(?2)) LIMIT ?3)";
    Ok(read.one(sql, params![cursor, kinds, COUNTED], |row| row.get(0))?.unwrap_or_default())
}

/// The life of the book a fact was written in; empty before the book has one.
pub fn find_epoch(read: &Read, seq: i64) -> Result<String> {
    let sql = "SELECT epoch FROM epoch WHERE base_seq < ?1 ORDER BY n DESC LIMIT 1";
    Ok(read.one(sql, [seq], |row| row.get(0))?.unwrap_or_default())
}

pub fn insert(tx: &Tx, id: WebhookId, setting: &Setting, head: i64) -> Result<()> {
    let topics = serde_json::to_string(&setting.topics).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO webhook (id, url, topics, is_on, made_at, told_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, setting.url, topics, setting.is_on, tx.now(), head],
    )?;
    Ok(())
}

pub fn mark_set(tx: &Tx, id: WebhookId, setting: &Setting, off_reason: &str) -> Result<()> {
    let topics = serde_json::to_string(&setting.topics).map_err(Error::internal)?;
    tx.run(
        "UPDATE webhook SET url = ?2, topics = ?3, is_on = ?4, off_reason = ?5 WHERE id = ?1",
        params![id, setting.url, topics, setting.is_on, off_reason],
    )?;
    Ok(())
}

/// False when there is no such webhook any more.
pub fn mark_told(tx: &Tx, id: WebhookId, seq: i64) -> Result<bool> {
    let sql = "UPDATE webhook SET told_seq = max(told_seq, ?2), told_at = ?3 WHERE id = ?1";
    Ok(tx.run(sql, params![id, seq, tx.now()])? == 1)
}

pub fn delete(tx: &Tx, id: WebhookId) -> Result<()> {
    tx.run("DELETE FROM webhook WHERE id = ?1", [id])?;
    Ok(())
}

/// The last fact each is known to have.
pub fn list_told(read: &Read) -> Result<Vec<(WebhookId, i64)>> {
    read.list("SELECT id, told_seq FROM webhook", [], |row| Ok((row.parsed(0)?, row.get(1)?)))
}

/// Names of followers whose webhook is no more.
pub fn list_strays(read: &Read) -> Result<Vec<String>> {
    let sql = "SELECT name FROM follower WHERE name LIKE 'webhook:%'
        AND substr(name, 9) NOT IN (SELECT id FROM webhook)
        UNION SELECT follower FROM dead_letter WHERE follower LIKE 'webhook:%'
        AND substr(follower, 9) NOT IN (SELECT id FROM webhook)";
    read.list(sql, [], |row| row.get(0))
}
