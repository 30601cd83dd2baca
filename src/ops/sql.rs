use super::model::FollowerStatus;
use crate::base::{At, DeadLetterId, Result};
use crate::store::{Read, RowExt};

/// Every follower that has ever followed, and how far it is behind `head`.
pub fn list_followers(read: &Read, head: i64) -> Result<Vec<FollowerStatus>> {
    let sql = "SELECT f.name, f.seq, count(d.id),
            (SELECT reason FROM dead_letter l WHERE l.follower = f.name
             ORDER BY l.at DESC, l.id DESC LIMIT 1)
         FROM follower f LEFT JOIN dead_letter d ON d.follower = f.name
         GROUP BY f.name ORDER BY f.name";
    read.list(sql, [], |row| {
        let seq = row.get(1)?;
        Ok(FollowerStatus {
            name: row.get(0)?,
            seq,
            behind: (head - seq).max(0),
            dead_letters: row.get(2)?,
            last_error: row.get(3)?,
            waits: None,
        })
    })
}

/// Whose letter it is, and the fact's number.
pub fn find_letter(read: &Read, id: DeadLetterId) -> Result<Option<(String, i64)>> {
    let sql = "SELECT follower, seq FROM dead_letter WHERE id = ?1";
    read.one(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// When the last fact was recorded.
pub fn find_newest(read: &Read) -> Result<Option<At>> {
    read.one("SELECT at FROM fact ORDER BY seq DESC LIMIT 1", [], |row| row.at(0))
}

/// What there is now of what a busy evening makes: each counted on an index of what is open.
#[derive(Default)]
pub struct Counts {
    pub open_sittings: i64,
    pub open_calls: i64,
    pub open_orders: i64,
}

pub fn count_open(read: &Read) -> Result<Counts> {
    let sql = "SELECT (SELECT count(*) FROM sitting WHERE closed_at IS NULL),
        (SELECT count(*) FROM call WHERE taken_at IS NULL),
        (SELECT count(*) FROM orders WHERE status IN ('PAYMENT_PENDING', 'PENDING', 'CONFIRMED',
            'PREPARING', 'READY', 'SERVED', 'OUT_FOR_DELIVERY', 'DELIVERED'))";
    let counts = read.one(sql, [], |row| {
        let (open_sittings, open_calls) = (row.get(0)?, row.get(1)?);
        Ok(Counts { open_sittings, open_calls, open_orders: row.get(2)? })
    });
    Ok(counts?.unwrap_or_default())
}

/// Orders numbered and invoices issued since the box was set up.
pub fn count_ever(read: &Read) -> Result<(i64, i64)> {
    let sql = "SELECT (SELECT coalesce(sum(last), 0) FROM order_counter),
        (SELECT coalesce(sum(last), 0) FROM invoice_series)";
    Ok(read.one(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
}

/// SQLite's own look at the file; None when it is whole.
pub fn find_damage(read: &Read) -> Result<Option<String>> {
    let verdict = read.one("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?;
    Ok(verdict.filter(|verdict| verdict != "ok"))
}

/// A row that points at nothing: its table, and the one it points to.
pub fn find_broken_reference(read: &Read) -> Result<Option<(String, String)>> {
    read.one("PRAGMA foreign_key_check", [], |row| Ok((row.get(0)?, row.get(2)?)))
}

/// Dishes on the menu and tables in use.
pub fn count_offer(read: &Read) -> Result<(i64, i64)> {
    let sql = "SELECT (SELECT count(*) FROM dish WHERE deleted_at IS NULL),
        (SELECT count(*) FROM dining_table WHERE is_active)";
    Ok(read.one(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
}
