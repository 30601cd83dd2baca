use super::model::{AreaStation, StationRow};
use crate::base::{AreaId, Result};
use crate::store::{Read, Row, RowExt, Tx, params};

const STATION: &str = "SELECT name, sort, is_default, warn_minutes, late_minutes FROM station";

fn station(row: &Row) -> rusqlite::Result<StationRow> {
    Ok(StationRow {
        name: row.get(0)?,
        sort: row.get(1)?,
        is_default: row.get(2)?,
        warn_minutes: row.get(3)?,
        late_minutes: row.get(4)?,
    })
}

pub fn list_stations(read: &Read) -> Result<Vec<StationRow>> {
    read.list(&format!("{STATION} ORDER BY sort, name_key"), [], station)
}

pub fn find_station(read: &Read, key: &str) -> Result<Option<StationRow>> {
    read.one(&format!("{STATION} WHERE name_key = ?1"), [key], station)
}

pub fn find_default(read: &Read) -> Result<Option<String>> {
    read.one("SELECT name FROM station WHERE is_default", [], |row| row.get(0))
}

pub fn save_station(tx: &Tx, key: &str, row: &StationRow) -> Result<()> {
    let StationRow { name, sort, is_default, warn_minutes, late_minutes } = row;
    if *is_default {
        tx.run("UPDATE station SET is_default = 0 WHERE name_key <> ?1", [key])?;
    }
    tx.run(
        "INSERT INTO station (name_key, name, sort, is_default, warn_minutes, late_minutes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, sort = excluded.sort,
            is_default = excluded.is_default, warn_minutes = excluded.warn_minutes,
            late_minutes = excluded.late_minutes",
        params![key, name, sort, is_default, warn_minutes, late_minutes],
    )?;
    Ok(())
}

pub fn delete_station(tx: &Tx, key: &str) -> Result<usize> {
    tx.run("DELETE FROM station WHERE name_key = ?1", [key])
}

pub fn list_areas(read: &Read) -> Result<Vec<AreaStation>> {
    let sql =
        "SELECT area_id, station_key, instead FROM area_station ORDER BY area_id, station_key";
    read.list(sql, [], |row| {
        Ok(AreaStation { area_id: row.parsed(0)?, station: row.get(1)?, instead: row.get(2)? })
    })
}

pub fn find_instead(read: &Read, area: AreaId, key: &str) -> Result<Option<String>> {
    let sql = "SELECT instead FROM area_station WHERE area_id = ?1 AND station_key = ?2";
    read.one(sql, params![area, key], |row| row.get(0))
}

pub fn delete_areas(tx: &Tx) -> Result<usize> {
    tx.run("DELETE FROM area_station", [])
}

pub fn insert_area(tx: &Tx, area: AreaId, key: &str, instead: &str) -> Result<usize> {
    tx.run(
        "INSERT INTO area_station (area_id, station_key, instead) VALUES (?1, ?2, ?3)",
        params![area, key, instead],
    )
}
