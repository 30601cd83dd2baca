use super::sql;
use super::touch::touched_in;
use crate::base::{CategoryId, Result};
use crate::store::{Read, Tx};

/// The stations a category's dishes go to that do not say so themselves.
pub fn stations_of_category(read: &Read, id: CategoryId) -> Result<Vec<String>> {
    Ok(sql::find_category(read, id)?.map(|category| category.stations).unwrap_or_default())
}

/// How many dishes are cooked where, as they or their categories say; an empty list is the default
/// station.
pub fn stations_of_dishes(read: &Read) -> Result<Vec<(Vec<String>, u32)>> {
    sql::list_station_sets(read)
}

/// Every set of stations that a dish or a category names.
pub fn stations_named(read: &Read) -> Result<Vec<Vec<String>>> {
    sql::list_named_stations(read)
}

/// Calls a station by another name wherever the menu names it.
pub fn rename_station_in(tx: &Tx, from: &str, to: &str) -> Result<()> {
    let is_it = |name: &String| name.to_lowercase() == from.to_lowercase();
    for before in sql::list_named_stations(tx)? {
        if before.iter().any(is_it) {
            let renamed = |name: &String| if is_it(name) { to.to_owned() } else { name.clone() };
            let after: Vec<String> = before.iter().map(renamed).collect();
            sql::replace_stations(tx, &before, &after)?;
        }
    }
    touched_in(tx, Vec::new())
}

/// Names as the menu spells them already: `tandoor` where there is a `Tandoor` is the same station.
pub(super) fn as_spelt(read: &Read, names: &[String]) -> Result<Vec<String>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let known: Vec<String> = sql::list_named_stations(read)?.into_iter().flatten().collect();
    let spelt = |name: &String| {
        let same = known.iter().find(|one| one.to_lowercase() == name.to_lowercase());
        same.unwrap_or(name).clone()
    };
    Ok(names.iter().map(spelt).collect())
}
