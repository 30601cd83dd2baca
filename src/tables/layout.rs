use std::collections::HashMap;

use super::furnish::require_table;
use super::model::{FloorPlan, TableRow, TableShape};
use super::spot::Spot;
use super::{sql, view};
use crate::app::App;
use crate::base::{AreaId, Code, Error, Result, TableId};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// Where a table shall stand, and as what it is drawn.
pub struct Placing {
    pub id: TableId,
    pub spot: Spot,
    pub shape: TableShape,
}

/// Draws the floor anew: those tables stand where it says, the others where they were.
///
/// Errors: `not_found`; `invalid_value` naming the table by its place in the list when it leads
/// out of its area's floor, is named twice, or stands on another. Then nothing is moved.
pub async fn lay_out(app: &App, actor: &Actor, placings: Vec<Placing>) -> Result<FloorPlan> {
    app.store.write(actor, move |tx| lay_out_in(tx, &placings)).await
}

/// See [`lay_out`].
pub fn lay_out_in(tx: &Tx, placings: &[Placing]) -> Result<FloorPlan> {
    let mut rows: HashMap<TableId, TableRow> =
        sql::list_tables(tx)?.into_iter().map(|row| (row.id, row)).collect();
    let mut moved = Vec::new();
    for (place, placing) in placings.iter().enumerate() {
        if let Some(measure) = placing.spot.outside() {
            let outside = "This leads out of the floor of 24 by 16.";
            return Err(Error::invalid(&format!("tables[{place}].{measure}"), outside));
        }
        let row = rows.get_mut(&placing.id).ok_or_else(|| Error::not_found("table"))?;
        if placings[..place].iter().any(|other| other.id == placing.id) {
            return Err(Error::invalid(&format!("tables[{place}].id"), "It is named twice."));
        }
        if (row.spot, row.shape) != (placing.spot, placing.shape) {
            (row.spot, row.shape) = (placing.spot, placing.shape);
            moved.push(placing.id);
        }
    }
    nothing_overlaps(placings, &rows)?;
    for row in moved.iter().filter_map(|id| rows.get(id)) {
        sql::mark_spot(tx, row)?;
    }
    if !moved.is_empty() {
        tx.record(Fact::FloorSet { table_id: None });
    }
    view::floor_plan(tx)
}

/// A table that is out of use takes no room.
fn nothing_overlaps(placings: &[Placing], rows: &HashMap<TableId, TableRow>) -> Result<()> {
    for (place, placing) in placings.iter().enumerate() {
        let Some(row) = rows.get(&placing.id).filter(|row| row.is_active) else { continue };
        let beside = |other: &&TableRow| {
            other.is_active && other.id != row.id && other.area_id == row.area_id
        };
        let mut beside = rows.values().filter(beside);
        if let Some(other) = beside.find(|other| other.spot.overlaps(row.spot)) {
            let sentence = format!("{} and {} stand on each other.", row.name, other.name);
            return Err(Error::invalid(&format!("tables[{place}]"), sentence));
        }
    }
    Ok(())
}

/// The spots of an area where other tables in use stand.
pub fn taken_spots(read: &Read, area: AreaId, but: Option<TableId>) -> Result<Vec<Spot>> {
    let tables = sql::list_tables_of(read, area)?.into_iter();
    let taken = tables.filter(|row| row.is_active && Some(row.id) != but);
    Ok(taken.map(|row| row.spot).collect())
}

/// A table nobody sits at and somebody may sit at.
///
/// Errors: `not_found`, `table_closed`, `table_taken`.
pub fn require_free(read: &Read, id: TableId) -> Result<TableRow> {
    let table = require_table(read, id)?;
    if !table.is_active {
        return Err(Code::TableClosed.into());
    }
    match sql::open_sitting_of(read, id)? {
        None => Ok(table),
        Some(_) => Err(Code::TableTaken.into()),
    }
}
