use uuid::Uuid;

use super::model::{Counts, Drawer, DrawerEntry};
use crate::base::{Day, DrawerId, Error, Paise, Result, StaffId, Word as _, limits};
use crate::store::{Read, RowExt, Tx, params};
use crate::wire::EntryKind;

const DRAWER: &str = "SELECT id, staff_id, cashier, device, business_day, float_paise, opened_at,
    closed_at, closed_by, counted_paise, counts FROM drawer";
const ENTRY: &str = "SELECT id, drawer_id, kind, amount_paise, of_id, reason, business_day, at,
    who, device FROM drawer_entry";

/// Without sums and entries.
fn drawer(row: &rusqlite::Row) -> rusqlite::Result<Drawer> {
    Ok(Drawer {
        id: row.parsed(0)?,
        staff_id: row.parsed(1)?,
        cashier: row.get(2)?,
        device: row.get(3)?,
        business_day: row.parsed(4)?,
        float_paise: row.paise(5)?,
        opened_at: row.at(6)?,
        closed_at: row.maybe_at(7)?,
        closed_by: row.get(8)?,
        counted_paise: row.get::<_, Option<i64>>(9)?.map(Paise),
        counts: row.json(10)?,
        sums: None,
        expected_paise: None,
        difference_paise: None,
        entries: Vec::new(),
    })
}

fn entry(row: &rusqlite::Row) -> rusqlite::Result<DrawerEntry> {
    Ok(DrawerEntry {
        id: row.parsed(0)?,
        drawer_id: row.parsed(1)?,
        kind: row.word(2)?,
        amount_paise: row.paise(3)?,
        of_id: row.maybe_parsed(4)?,
        reason: row.get(5)?,
        business_day: row.parsed(6)?,
        at: row.at(7)?,
        by: row.get(8)?,
        device: row.get(9)?,
    })
}

pub fn find_drawer(read: &Read, id: DrawerId) -> Result<Option<Drawer>> {
    read.one(&format!("{DRAWER} WHERE id = ?1"), [id], drawer)
}

/// The drawer somebody has open.
pub fn find_open(read: &Read, staff: StaffId) -> Result<Option<DrawerId>> {
    let sql = "SELECT id FROM drawer WHERE staff_id = ?1 AND closed_at IS NULL";
    read.one(sql, [staff], |row| row.parsed(0))
}

pub fn list_open(read: &Read) -> Result<Vec<Drawer>> {
    let sql = format!("{DRAWER} WHERE closed_at IS NULL ORDER BY id LIMIT ?1");
    read.list(&sql, [limits::MAX_STAFF as i64], drawer)
}

pub fn list_of_day(read: &Read, day: Day) -> Result<Vec<Drawer>> {
    let sql = format!("{DRAWER} WHERE business_day = ?1 ORDER BY id LIMIT ?2");
    read.list(&sql, params![day, limits::MAX_DRAWERS_A_DAY as i64], drawer)
}

/// Newest first: of one person or all, open or counted or both, before the last of the page before.
pub fn list_drawers(
    read: &Read,
    staff: Option<StaffId>,
    is_open: Option<bool>,
    before: Option<DrawerId>,
    limit: usize,
) -> Result<Vec<Drawer>> {
    let sql = format!(
        "{DRAWER} WHERE (?1 IS NULL OR staff_id = ?1) AND (?2 IS NULL OR (closed_at IS NULL) = ?2)
         AND (?3 IS NULL OR id < ?3) ORDER BY id DESC LIMIT ?4"
    );
    read.list(&sql, params![staff, is_open, before, limit as i64], drawer)
}

pub fn list_entries(read: &Read, id: DrawerId, limit: usize) -> Result<Vec<DrawerEntry>> {
    let sql = format!("{ENTRY} WHERE drawer_id = ?1 ORDER BY rowid DESC LIMIT ?2");
    read.list(&sql, params![id, limit as i64], entry)
}

/// What a day's entries of each kind came to, over all drawers.
pub fn list_entries_of_day(read: &Read, day: Day) -> Result<Vec<(EntryKind, Paise)>> {
    let sql = "SELECT kind, sum(amount_paise) FROM drawer_entry WHERE business_day = ?1
               GROUP BY kind LIMIT ?2";
    let kinds = EntryKind::ALL.len() as i64;
    read.list(sql, params![day, kinds], |row| Ok((row.word(0)?, row.paise(1)?)))
}

pub fn list_sums(read: &Read, id: DrawerId) -> Result<Vec<(EntryKind, Paise)>> {
    let sql = "SELECT kind, sum(amount_paise) FROM drawer_entry WHERE drawer_id = ?1
               GROUP BY kind LIMIT ?2";
    let kinds = EntryKind::ALL.len() as i64;
    read.list(sql, params![id, kinds], |row| Ok((row.word(0)?, row.paise(1)?)))
}

pub fn find_entry_of(read: &Read, kind: EntryKind, of: Uuid) -> Result<Option<DrawerEntry>> {
    let sql = format!("{ENTRY} WHERE of_id = ?1 AND kind = ?2");
    read.one(&sql, params![of.to_string(), kind], entry)
}

pub fn insert_drawer(tx: &Tx, drawer: &Drawer) -> Result<()> {
    tx.run(
        "INSERT INTO drawer (id, staff_id, cashier, float_paise, business_day, opened_at, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            drawer.id,
            drawer.staff_id,
            drawer.cashier,
            drawer.float_paise,
            drawer.business_day,
            drawer.opened_at,
            drawer.device
        ],
    )?;
    Ok(())
}

pub fn insert_entry(tx: &Tx, entry: &DrawerEntry) -> Result<()> {
    tx.run(
        "INSERT INTO drawer_entry (id, drawer_id, kind, amount_paise, of_id, reason, business_day,
            at, who, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            entry.id,
            entry.drawer_id,
            entry.kind,
            entry.amount_paise,
            entry.of_id.map(|id| id.to_string()),
            entry.reason,
            entry.business_day,
            entry.at,
            entry.by,
            entry.device
        ],
    )?;
    Ok(())
}

pub fn mark_closed(
    tx: &Tx,
    id: DrawerId,
    counts: &Counts,
    counted: Paise,
    expected: Paise,
) -> Result<()> {
    let counts = serde_json::to_string(counts).map_err(Error::internal)?;
    tx.run(
        "UPDATE drawer SET closed_at = ?2, closed_by = ?3, closed_device = ?4, counts = ?5,
            counted_paise = ?6, expected_paise = ?7 WHERE id = ?1",
        params![id, tx.now(), tx.actor().who, tx.actor().device, counts, counted, expected],
    )?;
    Ok(())
}
