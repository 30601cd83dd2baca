use std::collections::HashMap;

use super::furnish::require_table;
use super::model::{
    Call, FloorPlan, GuestName, GuestRow, MergedSitting, Sitting, SittingRow, Table, TableRow,
};
use super::{group, sql};
use crate::base::{Error, GuestId, Result, SittingId, TableId};
use crate::house::{self, AcceptMode, Opening};
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
    group::require_sitting(read, id)?.opened()
}

/// A guest who must be there: their token says they joined.
pub fn require_guest(read: &Read, id: GuestId) -> Result<GuestRow> {
    sql::find_guest(read, id)?.ok_or_else(|| Error::not_found("guest"))
}

/// A table with the open sitting at it.
pub fn table(read: &Read, id: TableId) -> Result<Table> {
    let row = require_table(read, id)?;
    let open = sql::open_sitting_of(read, id)?;
    Ok(row.with(open.map(|open| sitting(read, open)).transpose()?))
}

/// How a guest's phone may open or join a sitting at this table.
pub fn opening(read: &Read, table: &TableRow) -> Result<Opening> {
    match sql::find_area(read, table.area_id)?.and_then(|area| area.opening) {
        Some(opening) => Ok(opening),
        None => Ok(house::load(read)?.opening),
    }
}

/// How guests' orders at this table are accepted, and how many seconds they may take one back
/// where that is `GRACE`.
pub fn accept_mode(read: &Read, table: &TableRow) -> Result<(AcceptMode, u32)> {
    let house = house::load(read)?;
    let of_area = || -> Result<Option<AcceptMode>> {
        Ok(sql::find_area(read, table.area_id)?.and_then(|area| area.accept_mode))
    };
    let mode = match table.accept_mode {
        Some(mode) => mode,
        None => of_area()?.unwrap_or(house.accept_mode),
    };
    Ok((mode, house.grace_seconds))
}

/// All areas and tables with the open sittings at them, in a handful of statements however many
/// there are.
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
    let mut merged: HashMap<SittingId, Vec<MergedSitting>> = HashMap::new();
    for (leader, sitting) in sql::list_followers(read, ids)? {
        merged.entry(leader).or_default().push(sitting);
    }
    let idle_minutes = house::load(read)?.idle_minutes;
    let whole = |row: SittingRow| Sitting {
        guests: guests.remove(&row.id).unwrap_or_default(),
        calls: calls.remove(&row.id).unwrap_or_default(),
        merged: merged.remove(&row.id).unwrap_or_default(),
        // Who has left must not learn how the next party gets in.
        pin: row.closed_at.is_none().then_some(row.pin),
        id: row.id,
        table_id: row.table_id,
        table_name: row.table_name,
        covers: row.covers,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        opened_by: row.opened_by,
        bill_id: row.bill_id,
        waiter: row.waiter,
        merged_into: row.merged_into,
        last_activity_at: row.last_activity_at,
        idle_minutes: row.idle_minutes.unwrap_or(idle_minutes),
    };
    Ok(sql::list_sittings(read, ids)?.into_iter().map(whole).collect())
}
