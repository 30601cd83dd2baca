use super::model::{AreaStation, key};
use super::sql;
use crate::app::App;
use crate::base::{Error, Result, clean_line, limits};
use crate::store::Tx;
use crate::tables;
use crate::wire::{Actor, Fact};

/// Replaces what areas do otherwise. An area sends a station's work to one other.
///
/// Errors: `invalid_value` naming the entry.
pub async fn set_areas(app: &App, actor: &Actor, wanted: Vec<AreaStation>) -> Result<()> {
    app.store.write(actor, move |tx| set_areas_in(tx, wanted)).await
}

fn set_areas_in(tx: &Tx, wanted: Vec<AreaStation>) -> Result<()> {
    if wanted.len() > limits::MAX_AREAS * limits::MAX_STATIONS {
        return Err(Error::invalid("items", "These are too many."));
    }
    sql::delete_areas(tx)?;
    for (i, entry) in wanted.iter().enumerate() {
        let field = |name: &str| format!("items[{i}].{name}");
        if tables::find_area(tx, entry.area_id)?.is_none() {
            return Err(Error::invalid(&field("area_id"), "There is no such area."));
        }
        let max = limits::MAX_STATION_NAME;
        let station = clean_line(&field("station"), &entry.station, max)?;
        let instead = clean_line(&field("instead"), &entry.instead, max)?;
        if key(&station) == key(&instead) {
            return Err(Error::invalid(&field("instead"), "Name another station."));
        }
        if sql::find_instead(tx, entry.area_id, &key(&station))?.is_some() {
            return Err(Error::invalid(&field("station"), "This area has it already."));
        }
        sql::insert_area(tx, entry.area_id, &key(&station), &instead)?;
    }
    tx.record(Fact::StationSet { name: String::new() });
    Ok(())
}
