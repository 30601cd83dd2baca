use super::list::{list, unset};
use super::model::{Station, StationRow, key};
use super::sql;
use crate::app::App;
use crate::base::{Code, Error, Result, clean_line, limits};
use crate::house;
use crate::menu;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// What shall be set for a station.
pub struct Setting {
    pub sort: i64,
    pub is_default: bool,
    pub warn_minutes: Option<u32>,
    pub late_minutes: Option<u32>,
}

/// Sets a station, and makes it if it is not there. Setting it again changes nothing.
///
/// Errors: `invalid_value`, `limit_reached`; `station_in_use` for taking the default away without
/// naming another.
pub async fn set(app: &App, actor: &Actor, name: String, setting: Setting) -> Result<Station> {
    app.store.write(actor, move |tx| set_in(tx, &name, setting)).await
}

pub fn set_in(tx: &Tx, name: &str, setting: Setting) -> Result<Station> {
    let named = clean_line("name", name, limits::MAX_STATION_NAME)?;
    // One that is there keeps its spelling: `rename` gives it another.
    let name = find(tx, &named).map_or(named, |station| station.name);
    let Setting { sort, is_default, warn_minutes, late_minutes } = setting;
    minutes("warn_minutes", warn_minutes)?;
    minutes("late_minutes", late_minutes)?;
    let sort = sort.clamp(0, limits::MAX_STATIONS as i64);
    let before = sql::find_station(tx, &key(&name))?;
    if before.is_none() && sql::list_stations(tx)?.len() >= limits::MAX_STATIONS {
        return Err(Code::LimitReached.into());
    }
    if before.as_ref().is_some_and(|row| row.is_default) && !is_default {
        let why = "Make another station the default instead.";
        return Err(Error::new(Code::StationInUse).message(why));
    }
    let row = StationRow { name, sort, is_default, warn_minutes, late_minutes };
    if before.as_ref() != Some(&row) {
        sql::save_station(tx, &key(&row.name), &row)?;
        tx.record(Fact::StationSet { name: row.name.clone() });
    }
    find(tx, &row.name)
}

/// Gives a station another name, wherever the menu and the areas name it.
///
/// Errors: `not_found`, `name_taken`, `invalid_value`.
pub fn rename_in(tx: &Tx, from: &str, to: &str) -> Result<Station> {
    let to = clean_line("name", to, limits::MAX_STATION_NAME)?;
    let is_another = key(from) != key(&to);
    let before = match (find(tx, from), find(tx, &to)) {
        // Sent twice: it is done.
        (Err(_), Ok(done)) => return Ok(done),
        (Err(error), _) => return Err(error),
        (Ok(_), Ok(_)) if is_another => return Err(Code::NameTaken.into()),
        (Ok(station), _) if station.name == to => return Ok(station),
        (Ok(station), _) => station,
    };
    let row = sql::find_station(tx, &key(from))?.unwrap_or_else(|| unset(to.clone()));
    sql::delete_station(tx, &key(from))?;
    let row = StationRow { name: to.clone(), is_default: before.is_default, ..row };
    sql::save_station(tx, &key(&to), &row)?;
    menu::rename_station_in(tx, from, &to)?;
    let areas = sql::list_areas(tx)?;
    sql::delete_areas(tx)?;
    for area in areas {
        let renamed = |name: String| if key(&name) == key(from) { to.clone() } else { name };
        let (station, instead) = (renamed(area.station), renamed(area.instead));
        sql::insert_area(tx, area.area_id, &key(&station), &instead)?;
    }
    tx.record(Fact::StationSet { name: to.clone() });
    find(tx, &to)
}

/// Takes a station away that nothing is sent to. One that is not there is gone already.
///
/// Error: `station_in_use` while a dish, a category or an area sends something there, and for the
/// default.
pub fn remove_in(tx: &Tx, name: &str) -> Result<()> {
    let Ok(station) = find(tx, name) else { return Ok(()) };
    let is_named = |named: &Vec<String>| named.iter().any(|one| key(one) == key(name));
    let on_menu = menu::stations_named(tx)?.iter().any(is_named);
    let in_area = sql::list_areas(tx)?.iter().any(|area| key(&area.instead) == key(name));
    if station.is_default || on_menu || in_area {
        return Err(Code::StationInUse.into());
    }
    sql::delete_station(tx, &key(name))?;
    tx.record(Fact::StationSet { name: station.name });
    Ok(())
}

fn find(read: &Read, name: &str) -> Result<Station> {
    let all = list(read, &house::load(read)?)?;
    let found = all.into_iter().find(|station| key(&station.name) == key(name));
    found.ok_or_else(|| Error::not_found("station"))
}

fn minutes(field: &str, minutes: Option<u32>) -> Result<()> {
    match minutes {
        Some(0 | 241..) => Err(Error::invalid(field, "This is 1 to 240 minutes.")),
        _ => Ok(()),
    }
}
