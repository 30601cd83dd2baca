mod visits;

use super::model::{Area, TableRow};
use super::spot::Spot;
use crate::base::{AreaId, Result, TableId, Word};
use crate::store::{Read, Row, RowExt, Tx, params};

pub use visits::*;

type Rows<T> = Result<Vec<T>>;

/// Ids as one parameter: a statement takes any number of them and stays the same statement.
fn ids<T: ToString>(ids: &[T]) -> String {
    let quoted: Vec<_> = ids.iter().map(|id| format!("\"{}\"", id.to_string())).collect();
    format!("[{}]", quoted.join(","))
}

fn count(row: &Row) -> rusqlite::Result<usize> {
    Ok(row.get::<_, u32>(0)? as usize)
}

/// A word, if there is one.
fn maybe_word<T: Word>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    row.get::<_, Option<String>>(column)?.map(|_| row.word(column)).transpose()
}

const AREA: &str = "SELECT id, name, sort, opening, accept_mode, idle_minutes FROM area";

fn area(row: &Row) -> rusqlite::Result<Area> {
    Ok(Area {
        id: row.parsed(0)?,
        name: row.get(1)?,
        sort: row.get(2)?,
        opening: maybe_word(row, 3)?,
        accept_mode: maybe_word(row, 4)?,
        idle_minutes: row.get(5)?,
    })
}

pub fn list_areas(read: &Read) -> Rows<Area> {
    read.list(&format!("{AREA} ORDER BY sort, name_key"), [], area)
}

pub fn find_area(read: &Read, id: AreaId) -> Result<Option<Area>> {
    read.one(&format!("{AREA} WHERE id = ?1"), [id], area)
}

/// How many areas there are, and where the next one goes.
pub fn count_areas(read: &Read) -> Result<(usize, i64)> {
    let row = |row: &Row| Ok((count(row)?, row.get(1)?));
    let sql = "SELECT count(*), coalesce(max(sort), 0) + 1 FROM area";
    Ok(read.one(sql, [], row)?.unwrap_or_default())
}

/// Another area of this name, in any case.
pub fn find_area_named(read: &Read, key: &str) -> Result<Option<AreaId>> {
    read.one("SELECT id FROM area WHERE name_key = ?1", [key], |row| row.parsed(0))
}

/// Writes an area, new or changed.
pub fn insert_area(tx: &Tx, area: &Area, key: &str) -> Result<usize> {
    let Area { id, name, sort, opening, accept_mode, idle_minutes } = area;
    let opening = opening.map(Word::as_str);
    let accept_mode = accept_mode.map(Word::as_str);
    tx.run(
        "INSERT INTO area (id, name, name_key, sort, opening, accept_mode, idle_minutes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE
         SET name = excluded.name, name_key = excluded.name_key, sort = excluded.sort,
             opening = excluded.opening, accept_mode = excluded.accept_mode,
             idle_minutes = excluded.idle_minutes",
        params![id, name, key, sort, opening, accept_mode, idle_minutes],
    )
}

pub fn delete_area(tx: &Tx, id: AreaId) -> Result<usize> {
    tx.run("DELETE FROM area WHERE id = ?1", [id])
}

pub fn has_tables(read: &Read, id: AreaId) -> Result<bool> {
    let sql = "SELECT 1 FROM dining_table WHERE area_id = ?1 LIMIT 1";
    Ok(read.one(sql, [id], |_| Ok(()))?.is_some())
}

const TABLE: &str = "SELECT id, area_id, name, seats, number, is_active, code_version, x, y, w, h,
     shape, accept_mode, pin FROM dining_table";

fn table(row: &Row) -> rusqlite::Result<TableRow> {
    Ok(TableRow {
        id: row.parsed(0)?,
        area_id: row.parsed(1)?,
        name: row.get(2)?,
        seats: row.get(3)?,
        number: row.get(4)?,
        is_active: row.get(5)?,
        code_version: row.get(6)?,
        spot: Spot { x: row.get(7)?, y: row.get(8)?, w: row.get(9)?, h: row.get(10)? },
        shape: row.word(11)?,
        accept_mode: maybe_word(row, 12)?,
        pin: row.get(13)?,
    })
}

pub fn list_tables(read: &Read) -> Rows<TableRow> {
    read.list(&format!("{TABLE} ORDER BY number"), [], table)
}

pub fn list_tables_of(read: &Read, area: AreaId) -> Rows<TableRow> {
    read.list(&format!("{TABLE} WHERE area_id = ?1 ORDER BY number"), [area], table)
}

pub fn find_table(read: &Read, id: TableId) -> Result<Option<TableRow>> {
    read.one(&format!("{TABLE} WHERE id = ?1"), [id], table)
}

pub fn find_table_numbered(read: &Read, number: u16) -> Result<Option<TableRow>> {
    read.one(&format!("{TABLE} WHERE number = ?1"), [number], table)
}

pub fn find_table_named(read: &Read, key: &str) -> Result<Option<TableId>> {
    read.one("SELECT id FROM dining_table WHERE name_key = ?1", [key], |row| row.parsed(0))
}

/// How many tables there are, and the highest number among them.
pub fn count_tables(read: &Read) -> Result<(usize, u16)> {
    let row = |row: &Row| Ok((count(row)?, row.get(1)?));
    let sql = "SELECT count(*), coalesce(max(number), 0) FROM dining_table";
    Ok(read.one(sql, [], row)?.unwrap_or_default())
}

/// Writes a table, new or changed. Its number is given once.
pub fn insert_table(tx: &Tx, table: &TableRow, key: &str) -> Result<usize> {
    let TableRow { id, area_id, name, seats, number, is_active, code_version, .. } = table;
    let TableRow { shape, pin, .. } = table;
    let accept_mode = table.accept_mode.map(Word::as_str);
    let Spot { x, y, w, h } = table.spot;
    tx.run(
        "INSERT INTO dining_table (id, area_id, name, name_key, seats, number, is_active,
             code_version, x, y, w, h, shape, accept_mode, pin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
         ON CONFLICT (id) DO UPDATE
         SET area_id = excluded.area_id, name = excluded.name, name_key = excluded.name_key,
             seats = excluded.seats, is_active = excluded.is_active,
             code_version = excluded.code_version, x = excluded.x, y = excluded.y,
             w = excluded.w, h = excluded.h, shape = excluded.shape,
             accept_mode = excluded.accept_mode",
        params![
            id,
            area_id,
            name,
            key,
            seats,
            number,
            is_active,
            code_version,
            x,
            y,
            w,
            h,
            shape.as_str(),
            accept_mode,
            pin
        ],
    )
}

/// Where it stands, and as what it is drawn.
pub fn mark_spot(tx: &Tx, table: &TableRow) -> Result<usize> {
    let Spot { x, y, w, h } = table.spot;
    tx.run(
        "UPDATE dining_table SET x = ?2, y = ?3, w = ?4, h = ?5, shape = ?6 WHERE id = ?1",
        params![table.id, x, y, w, h, table.shape.as_str()],
    )
}

pub fn mark_pin(tx: &Tx, id: TableId, pin: &str) -> Result<usize> {
    tx.run("UPDATE dining_table SET pin = ?2 WHERE id = ?1", params![id, pin])
}
