use crate::app::App;
use crate::base::{Code, Result};
use crate::ordering;
use crate::stations::{self, Station};
use crate::wire::Actor;

/// Gives a station another name, on the menu and on what is being cooked, in the middle of an
/// evening too.
///
/// Errors: `not_found`, `invalid_value`; `name_taken`, also by one that gave out tickets once.
pub async fn rename(app: &App, actor: &Actor, from: String, to: String) -> Result<Station> {
    app.store
        .write(actor, move |tx| {
            let station = stations::rename_in(tx, &from, &to)?;
            ordering::rename_station_in(tx, &from, &station.name)?;
            Ok(station)
        })
        .await
}

/// Takes a station away that nobody needs. One that is not there is gone already.
///
/// Error: `station_in_use` while something is sent there, or cooked there.
pub async fn remove(app: &App, actor: &Actor, name: String) -> Result<()> {
    app.store
        .write(actor, move |tx| match ordering::is_cooking_at(tx, &name)? {
            true => Err(Code::StationInUse.into()),
            false => stations::remove_in(tx, &name),
        })
        .await
}
