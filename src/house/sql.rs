use serde_json::{Map, Value};

use super::model::House;
use crate::base::{At, Day, Error, Result};
use crate::store::{Read, RowExt, Tx, params};

/// The settings; those of an unnamed house before the first were saved. What was not a setting yet
/// when they were saved is as in an unnamed house.
pub fn load(read: &Read) -> Result<House> {
    let sql = "SELECT settings FROM house WHERE id = 1";
    let saved: Option<Map<String, Value>> = read.one(sql, [], |row| row.json(0))?;
    let Some(saved) = saved else { return Ok(House::default()) };
    let mut settings = serde_json::to_value(House::default()).map_err(Error::internal)?;
    if let Some(settings) = settings.as_object_mut() {
        settings.extend(saved);
    }
    serde_json::from_value(settings).map_err(Error::internal)
}

pub fn upsert(tx: &Tx, house: &House) -> Result<()> {
    let settings = serde_json::to_string(house).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO house (id, settings, set_at) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, set_at = excluded.set_at",
        params![settings, tx.now()],
    )?;
    Ok(())
}

/// The latest day whose books are closed.
pub fn last_closed(read: &Read) -> Result<Option<Day>> {
    read.one("SELECT day FROM closed_day ORDER BY day DESC LIMIT 1", [], |row| row.parsed(0))
}

pub fn insert_closed(tx: &Tx, day: Day) -> Result<()> {
    let sql = "INSERT INTO closed_day (day, at) VALUES (?1, ?2) ON CONFLICT (day) DO NOTHING";
    tx.run(sql, params![day, tx.now()])?;
    Ok(())
}

/// When a day's books were closed.
pub fn closed_at(read: &Read, day: Day) -> Result<Option<At>> {
    read.one("SELECT at FROM closed_day WHERE day = ?1", [day], |row| row.at(0))
}
