use std::collections::BTreeMap;

use super::model::{FIRST, Station, StationRow, key, shows};
use super::sql;
use crate::base::Result;
use crate::house::House;
use crate::live::Live;
use crate::menu;
use crate::store::Read;

/// Every station there is: those that are set, and those that dishes name. Open screens are not
/// counted here: see [`with_screens`].
pub fn list(read: &Read, house: &House) -> Result<Vec<Station>> {
    let mut rows = sql::list_stations(read)?;
    if !rows.iter().any(|row| row.is_default) {
        match rows.iter_mut().find(|row| key(&row.name) == key(FIRST)) {
            Some(row) => row.is_default = true,
            None => rows.push(StationRow { is_default: true, ..unset(FIRST.to_owned()) }),
        }
    }
    let mut dishes: BTreeMap<String, u32> = BTreeMap::new();
    for (named, count) in menu::stations_of_dishes(read)? {
        if named.is_empty() {
            let default = rows.iter().find(|row| row.is_default).map(|row| key(&row.name));
            *dishes.entry(default.unwrap_or_default()).or_default() += count;
        }
        for name in named {
            if !rows.iter().any(|row| key(&row.name) == key(&name)) {
                rows.push(unset(name.clone()));
            }
            *dishes.entry(key(&name)).or_default() += count;
        }
    }
    for area in sql::list_areas(read)? {
        if !rows.iter().any(|row| key(&row.name) == key(&area.instead)) {
            rows.push(unset(area.instead));
        }
    }
    let many = rows.len() > 1;
    let station = |row: StationRow| {
        let dishes = dishes.get(&key(&row.name)).copied().unwrap_or_default();
        (!many || dishes > 0 || !row.is_unset()).then(|| row.station(dishes, house))
    };
    Ok(rows.into_iter().filter_map(station).collect())
}

/// Counts the kitchen screens that show each station now.
pub fn with_screens(mut stations: Vec<Station>, live: &Live) -> Vec<Station> {
    let screens = live.screens();
    for station in &mut stations {
        let kitchen = screens.iter().filter(|screen| screen.is_staff && screen.kind == "kitchen");
        let here = kitchen.filter_map(|screen| screen.shows.as_deref());
        station.screens = here.filter(|shown| shows(shown, &station.name)).count() as u32;
    }
    stations
}

/// What a station has for which nothing is set.
pub fn unset(name: String) -> StationRow {
    StationRow { name, sort: UNSET, is_default: false, warn_minutes: None, late_minutes: None }
}

/// After those that were put in order.
const UNSET: i64 = 1_000;

impl StationRow {
    /// The default a house has before it names any, and that no dish needs.
    fn is_unset(&self) -> bool {
        self.sort == UNSET && self.is_default && self.name == FIRST
    }

    pub fn station(self, dishes: u32, house: &House) -> Station {
        Station {
            warn_minutes: self.warn_minutes.unwrap_or(house.warn_minutes),
            late_minutes: self.late_minutes.unwrap_or(house.late_minutes),
            own_warn_minutes: self.warn_minutes,
            own_late_minutes: self.late_minutes,
            name: self.name,
            sort: self.sort,
            is_default: self.is_default,
            dishes,
            screens: 0,
        }
    }
}
