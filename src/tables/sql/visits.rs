use super::{Rows, count, ids};
use crate::base::{At, BillId, CallId, GuestId, Result, SittingId, TableId, limits};
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::tables::model::{Call, GuestName, GuestRow, MergedSitting, SittingRow};
use crate::wire::CallKind;

pub fn open_sitting_of(read: &Read, id: TableId) -> Result<Option<SittingId>> {
    let sql = "SELECT id FROM sitting WHERE table_id = ?1 AND closed_at IS NULL";
    read.one(sql, [id], |row| row.parsed(0))
}

/// Every open sitting: at most one a table.
pub fn list_open_sittings(read: &Read) -> Rows<SittingId> {
    read.list("SELECT id FROM sitting WHERE closed_at IS NULL", [], |row| row.parsed(0))
}

pub fn list_sittings(read: &Read, of: &[SittingId]) -> Rows<SittingRow> {
    let sql = "SELECT s.id, s.table_id, t.name, s.covers, s.opened_at, s.closed_at, s.opened_by,
             s.bill_id, s.waiter, s.merged_into, s.last_activity_at, t.pin, a.idle_minutes
         FROM sitting s JOIN dining_table t ON t.id = s.table_id JOIN area a ON a.id = t.area_id
         WHERE s.id IN (SELECT value FROM json_each(?1)) ORDER BY s.id";
    read.list(sql, [ids(of)], |row| {
        Ok(SittingRow {
            id: row.parsed(0)?,
            table_id: row.parsed(1)?,
            table_name: row.get(2)?,
            covers: row.get(3)?,
            opened_at: row.at(4)?,
            closed_at: row.maybe_at(5)?,
            opened_by: row.get(6)?,
            bill_id: row.parsed(7)?,
            waiter: row.get(8)?,
            merged_into: row.maybe_parsed(9)?,
            last_activity_at: row.at(10)?,
            pin: row.get(11)?,
            idle_minutes: row.get(12)?,
        })
    })
}

/// The visits each of these pays for, in the order they were opened.
pub fn list_followers(read: &Read, of: &[SittingId]) -> Rows<(SittingId, MergedSitting)> {
    let sql = "SELECT s.merged_into, s.id, s.table_id, t.name
         FROM sitting s JOIN dining_table t ON t.id = s.table_id
         WHERE s.merged_into IN (SELECT value FROM json_each(?1)) ORDER BY s.id";
    read.list(sql, [ids(of)], |row| {
        let (sitting_id, table_id) = (row.parsed(1)?, row.parsed(2)?);
        Ok((row.parsed(0)?, MergedSitting { sitting_id, table_id, table_name: row.get(3)? }))
    })
}

/// The bill that is paid for a visit: its own, or that of the one it is merged into.
pub fn find_bill_of(read: &Read, id: SittingId) -> Result<Option<BillId>> {
    let sql = "SELECT coalesce(l.bill_id, s.bill_id) FROM sitting s
         LEFT JOIN sitting l ON l.id = s.merged_into WHERE s.id = ?1";
    read.one(sql, [id], |row| row.parsed(0))
}

pub fn find_sitting_of_bill(read: &Read, bill: BillId) -> Result<Option<SittingId>> {
    read.one("SELECT id FROM sitting WHERE bill_id = ?1", [bill], |row| row.parsed(0))
}

/// Open visits that pay for themselves, and for others maybe, at which nobody stirred for as many
/// minutes as their area bears, or `minutes`.
pub fn list_idle(read: &Read, now: At, minutes: u32, limit: usize) -> Rows<SittingId> {
    let sql = "SELECT s.id FROM sitting s
         JOIN dining_table t ON t.id = s.table_id JOIN area a ON a.id = t.area_id
         WHERE s.closed_at IS NULL AND s.merged_into IS NULL
         AND max(s.last_activity_at, coalesce((SELECT max(f.last_activity_at) FROM sitting f
                 WHERE f.merged_into = s.id), 0))
             <= ?1 - coalesce(a.idle_minutes, ?2) * 60000
         ORDER BY s.id LIMIT ?3";
    read.list(sql, params![now, minutes, limit as i64], |row| row.parsed(0))
}

pub fn insert_sitting(tx: &Tx, sitting: &SittingRow) -> Result<usize> {
    let SittingRow { id, table_id, covers, opened_at, opened_by, .. } = sitting;
    let SittingRow { bill_id, waiter, last_activity_at, .. } = sitting;
    tx.run(
        "INSERT INTO sitting
         (id, table_id, covers, opened_at, opened_by, bill_id, waiter, last_activity_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id, table_id, covers, opened_at, opened_by, bill_id, waiter, last_activity_at],
    )
}

pub fn mark_waiter(tx: &Tx, id: SittingId, waiter: Option<&str>) -> Result<usize> {
    tx.run("UPDATE sitting SET waiter = ?2 WHERE id = ?1", params![id, waiter])
}

pub fn mark_merged(tx: &Tx, id: SittingId, into: Option<SittingId>) -> Result<usize> {
    tx.run("UPDATE sitting SET merged_into = ?2 WHERE id = ?1", params![id, into])
}

pub fn mark_moved(tx: &Tx, id: SittingId, to: TableId) -> Result<usize> {
    tx.run("UPDATE sitting SET table_id = ?2 WHERE id = ?1", params![id, to])
}

pub fn mark_active(tx: &Tx, id: SittingId) -> Result<usize> {
    tx.run(
        "UPDATE sitting SET last_activity_at = ?2 WHERE id = ?1 AND closed_at IS NULL",
        params![id, tx.now()],
    )
}

pub fn mark_covers(tx: &Tx, id: SittingId, covers: u32) -> Result<usize> {
    tx.run("UPDATE sitting SET covers = ?2 WHERE id = ?1", params![id, covers])
}

/// 1 when it was open.
pub fn mark_closed(tx: &Tx, id: SittingId) -> Result<usize> {
    tx.run(
        "UPDATE sitting SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL",
        params![id, tx.now()],
    )
}

/// Who sits at each of these sittings, in the order they joined; ids of one moment have none.
pub fn list_guests(read: &Read, of: &[SittingId]) -> Rows<(SittingId, GuestName)> {
    let sql = "SELECT sitting_id, id, name FROM guest
         WHERE sitting_id IN (SELECT value FROM json_each(?1)) ORDER BY joined_at, rowid";
    read.list(sql, [ids(of)], |row| {
        Ok((row.parsed(0)?, GuestName { id: row.parsed(1)?, name: row.get(2)? }))
    })
}

pub fn find_guest(read: &Read, id: GuestId) -> Result<Option<GuestRow>> {
    let sql = "SELECT id, name, sitting_id FROM guest WHERE id = ?1";
    read.one(sql, [id], |row| {
        Ok(GuestRow { id: row.parsed(0)?, name: row.get(1)?, sitting_id: row.parsed(2)? })
    })
}

pub fn count_guests(read: &Read, of: SittingId) -> Result<usize> {
    let sql = "SELECT count(*) FROM guest WHERE sitting_id = ?1";
    Ok(read.one(sql, [of], count)?.unwrap_or_default())
}

pub fn insert_guest(tx: &Tx, guest: &GuestRow) -> Result<usize> {
    let GuestRow { id, name, sitting_id } = guest;
    tx.run(
        "INSERT INTO guest (id, sitting_id, name, joined_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, sitting_id, name, tx.now()],
    )
}

pub fn mark_name(tx: &Tx, id: GuestId, name: &str) -> Result<usize> {
    tx.run("UPDATE guest SET name = ?2 WHERE id = ?1", params![id, name])
}

const CALL: &str = "c.id, c.sitting_id, s.table_id, t.name, c.kind, c.at, c.taken_at, c.taken_by
     FROM call c JOIN sitting s ON s.id = c.sitting_id JOIN dining_table t ON t.id = s.table_id";

fn call(row: &Row) -> rusqlite::Result<Call> {
    Ok(Call {
        id: row.parsed(0)?,
        sitting_id: row.parsed(1)?,
        table_id: row.parsed(2)?,
        table_name: row.get(3)?,
        kind: row.word(4)?,
        at: row.at(5)?,
        taken_at: row.maybe_at(6)?,
        taken_by: row.get(7)?,
    })
}

/// The calls of each of these sittings that a view shows: those that wait, then the newest.
pub fn list_calls(read: &Read, of: &[SittingId]) -> Rows<Call> {
    let sql = format!(
        "WITH shown AS (
            SELECT id AS shown_id, row_number() OVER (
                PARTITION BY sitting_id ORDER BY taken_at IS NOT NULL, at DESC, rowid DESC) AS place
            FROM call WHERE sitting_id IN (SELECT value FROM json_each(?1)))
         SELECT {CALL} JOIN shown ON shown_id = c.id
         WHERE place <= ?2 ORDER BY c.sitting_id, place"
    );
    read.list(&sql, params![ids(of), limits::SHOWN_CALLS as i64], call)
}

pub fn find_call(read: &Read, id: CallId) -> Result<Option<Call>> {
    read.one(&format!("SELECT {CALL} WHERE c.id = ?1"), [id], call)
}

/// The calls of a sitting nobody has taken yet.
pub fn list_open_calls(read: &Read, of: SittingId) -> Rows<(CallId, CallKind)> {
    let sql = "SELECT id, kind FROM call WHERE sitting_id = ?1 AND taken_at IS NULL";
    read.list(sql, [of], |row| Ok((row.parsed(0)?, row.word(1)?)))
}

pub fn insert_call(tx: &Tx, id: CallId, of: SittingId, kind: CallKind) -> Result<usize> {
    tx.run(
        "INSERT INTO call (id, sitting_id, kind, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, of, kind, tx.now()],
    )
}

/// 1 when nobody had taken it before.
pub fn mark_taken(tx: &Tx, id: CallId, by: &str) -> Result<usize> {
    tx.run(
        "UPDATE call SET taken_at = ?2, taken_by = ?3 WHERE id = ?1 AND taken_at IS NULL",
        params![id, tx.now(), by],
    )
}
