use super::model::House;
use super::sql;
use crate::app::App;
use crate::base::Result;
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Replaces the settings by `house`, tidied; answers what was saved.
///
/// Error: `invalid_value` naming the field.
pub async fn save(app: &App, by: &Actor, house: House) -> Result<House> {
    app.store.write(by, move |tx| save_in(tx, &house)).await
}

/// As [`save`], within a transaction. Saving what is there already changes nothing.
pub fn save_in(tx: &Tx, house: &House) -> Result<House> {
    let house = house.checked()?;
    if sql::load(tx)? != house {
        sql::upsert(tx, &house)?;
        tx.record(Fact::HouseSet { name: house.name.clone() });
    }
    Ok(house)
}
