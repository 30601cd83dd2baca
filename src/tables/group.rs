//! Visits that pay together: one leads, and the others are merged into it.

use super::model::{SittingRow, TableRow};
use super::{pin, sql};
use crate::base::{BillId, Error, Result, SittingId};
use crate::store::{Read, Tx};

/// The visit's own row. Error: `not_found`.
pub fn require_sitting(read: &Read, id: SittingId) -> Result<SittingRow> {
    sql::list_sittings(read, &[id])?.pop().ok_or_else(|| Error::not_found("sitting"))
}

/// The visit that pays for this one: another it was merged into, or itself.
pub fn leader_of(read: &Read, sitting: &SittingRow) -> Result<SittingRow> {
    match sitting.merged_into {
        Some(leader) => require_sitting(read, leader),
        None => Ok(sitting.clone()),
    }
}

/// All visits that pay with this one, itself too; the one that leads comes first.
pub fn group_of(read: &Read, id: SittingId) -> Result<Vec<SittingRow>> {
    let leader = leader_of(read, &require_sitting(read, id)?)?;
    let followers = sql::list_followers(read, &[leader.id])?;
    let ids: Vec<SittingId> = followers.into_iter().map(|(_, merged)| merged.sitting_id).collect();
    let mut group = vec![leader];
    group.extend(sql::list_sittings(read, &ids)?);
    Ok(group)
}

/// The bill what is ordered at this visit goes on. None for a visit nobody knows.
pub fn bill_of(read: &Read, id: SittingId) -> Result<Option<BillId>> {
    sql::find_bill_of(read, id)
}

/// The visit a bill was opened for.
pub fn sitting_of_bill(read: &Read, bill: BillId) -> Result<Option<SittingRow>> {
    match sql::find_sitting_of_bill(read, bill)? {
        Some(id) => Ok(sql::list_sittings(read, &[id])?.pop()),
        None => Ok(None),
    }
}

/// Lets `leader` pay for a visit; None: it pays for itself. What was ordered is not touched.
pub fn mark_merged_in(tx: &Tx, id: SittingId, leader: Option<SittingId>) -> Result<()> {
    sql::mark_merged(tx, id, leader)?;
    touch_in(tx, id)
}

/// Sets a visit to another table, which is free. Who sat there before knows its PIN no longer.
pub fn mark_moved_in(tx: &Tx, sitting: &SittingRow, to: &TableRow) -> Result<()> {
    sql::mark_moved(tx, sitting.id, to.id)?;
    pin::renew_in(tx, sitting.table_id)?;
    touch_in(tx, sitting.id)
}

/// Somebody stirred at this table.
pub fn touch_in(tx: &Tx, id: SittingId) -> Result<()> {
    sql::mark_active(tx, id)?;
    Ok(())
}
