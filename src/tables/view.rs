use std::collections::HashMap;

use super::model::{Call, FloorPlan, GuestName, GuestRow, Sitting, SittingRow};
use super::sql;
use crate::base::{Error, GuestId, Result, SittingId};
use crate::store::Read;

/// A sitting with its guests and calls.
pub fn find_sitting(read: &Read, id: SittingId) -> Result<Option<Sitting>> {
    Ok(sittings(read, &[id])?.pop())
}

/// As [`find_sitting`], for one that must be there.
pub fn sitting(read: &Read, id: SittingId) -> Result<Sitting> {
    find_sitting(read, id)?.ok_or_else(|| Error::not_found("sitting"))
}

/// The sitting, if guests still sit there. Errors: `not_found`, `sitting_closed`.
pub fn require_open(read: &Read, id: SittingId) -> Result<SittingRow> {
    let found = sql::list_sittings(read, &[id])?.pop();
    found.ok_or_else(|| Error::not_found("sitting"))?.opened()
}

/// A guest who must be there: their token says they joined.
pub fn require_guest(read: &Read, id: GuestId) -> Result<GuestRow> {
    sql::find_guest(read, id)?.ok_or_else(|| Error::not_found("guest"))
}

/// All areas and tables with the open sittings at them, in six statements however many there are.
pub fn floor_plan(read: &Read) -> Result<FloorPlan> {
    let open = sql::list_open_sittings(read)?;
    let sittings = sittings(read, &open)?;
    let mut at: HashMap<_, _> = sittings.into_iter().map(|s| (s.table_id, s)).collect();
    let tables = sql::list_tables(read)?;
    let tables = tables.into_iter().map(|row| {
        let sitting = at.remove(&row.id);
        row.with(sitting)
    });
    Ok(FloorPlan { areas: sql::list_areas(read)?, tables: tables.collect() })
}

fn sittings(read: &Read, ids: &[SittingId]) -> Result<Vec<Sitting>> {
    let mut guests: HashMap<SittingId, Vec<GuestName>> = HashMap::new();
    for (id, guest) in sql::list_guests(read, ids)? {
        guests.entry(id).or_default().push(guest);
    }
    let mut calls: HashMap<SittingId, Vec<Call>> = HashMap::new();
    for call in sql::list_calls(read, ids)? {
        calls.entry(call.sitting_id).or_default().push(call);
    }
    let whole = |row: SittingRow| {
        let SittingRow { id, table_id, table_name, covers, opened_at, closed_at, opened_by } = row;
        let guests = guests.remove(&id).unwrap_or_default();
        let calls = calls.remove(&id).unwrap_or_default();
        Sitting { id, table_id, table_name, covers, opened_at, closed_at, opened_by, guests, calls }
    };
    Ok(sql::list_sittings(read, ids)?.into_iter().map(whole).collect())
}
