use crate::base::{Code, Error, Result, SittingId};
use crate::ordering::Place;
use crate::store::Read;
use crate::tables::{self, Sitting};

/// Where orders of a visit are: its table, and the bill of whoever pays for it.
pub fn place_of(read: &Read, id: SittingId) -> Result<Place> {
    let sitting = tables::require_sitting(read, id)?;
    let table = tables::find_table(read, sitting.table_id)?;
    Ok(Place {
        sitting_id: id,
        bill_id: tables::bill_of(read, id)?.ok_or(Code::SittingClosed)?,
        table_id: sitting.table_id,
        table_name: sitting.table_name,
        area_id: table.ok_or_else(|| Error::not_found("table"))?.area_id,
    })
}

/// The whole visit. Error: `not_found`.
pub fn view(read: &Read, id: SittingId) -> Result<Sitting> {
    tables::find_sitting(read, id)?.ok_or_else(|| Error::not_found("sitting"))
}
