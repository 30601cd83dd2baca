use super::model::{FIRST, key};
use super::sql;
use crate::base::{AreaId, CategoryId, Result};
use crate::menu;
use crate::store::Read;

/// Where a dish is cooked that is ordered in `area`: where the dish says, else where its category
/// says, else at the default station; and the area may send each of them elsewhere.
pub fn route(
    read: &Read,
    dish: Vec<String>,
    category: CategoryId,
    area: Option<AreaId>,
) -> Result<Vec<String>> {
    let mut names = dish;
    if names.is_empty() {
        names = menu::stations_of_category(read, category)?;
    }
    if names.is_empty() {
        names = vec![sql::find_default(read)?.unwrap_or_else(|| FIRST.to_owned())];
    }
    let mut stations: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let instead = match area {
            Some(area) => sql::find_instead(read, area, &key(&name))?,
            None => None,
        };
        let name = instead.unwrap_or(name);
        let name = sql::find_station(read, &key(&name))?.map_or(name, |row| row.name);
        if !stations.iter().any(|known| key(known) == key(&name)) {
            stations.push(name);
        }
    }
    Ok(stations)
}
