use super::areas::require_area;
use super::layout::taken_spots;
use super::model::{Table, TableRow, name_key, seats};
use super::spot::{first_free, size_for};
use super::{pin, sql, view};
use crate::app::App;
use crate::base::{AreaId, Code, Error, OnceKey, Result, TableId, clean_line, limits};
use crate::house::AcceptMode;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// A table to be set up.
pub struct TableDraft {
    pub area_id: AreaId,
    pub name: String,
    pub seats: u32,
}

/// What of a table shall be another; silence leaves it.
pub struct TableChange {
    pub area_id: Option<AreaId>,
    pub name: Option<String>,
    pub seats: Option<u32>,
    pub is_active: Option<bool>,
    /// `Some(None)`: as the area.
    pub accept_mode: Option<Option<AcceptMode>>,
}

/// Sets a table up. Errors: `not_found` (area), `name_taken`, `limit_reached`.
pub async fn add_table(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    draft: TableDraft,
) -> Result<Table> {
    let work = move |tx: &Tx| tx.once(&once, |tx| Ok(add_table_in(tx, draft)?.with(None)));
    app.store.write(actor, work).await
}

pub fn add_table_in(tx: &Tx, draft: TableDraft) -> Result<TableRow> {
    let (count, highest) = sql::count_tables(tx)?;
    let number = highest.checked_add(1).filter(|_| count < limits::MAX_TABLES);
    let (w, h, shape) = size_for(draft.seats);
    let area_id = require_area(tx, draft.area_id)?.id;
    let taken = taken_spots(tx, area_id, None)?;
    let row = TableRow {
        id: TableId::new(tx.now()),
        area_id,
        name: clean_line("name", &draft.name, limits::MAX_NAME)?,
        seats: seats(draft.seats)?,
        number: number.ok_or(Code::LimitReached)?,
        is_active: true,
        code_version: 1,
        spot: first_free(&taken, (w, h)).ok_or_else(no_room)?,
        shape,
        accept_mode: None,
        pin: pin::draw(""),
    };
    keep(tx, row)
}

fn no_room() -> Error {
    Error::new(Code::LimitReached).message("There is no room for another table in this area.")
}

/// A table that comes where others stand is put on a free spot.
fn find_room(tx: &Tx, row: &mut TableRow) -> Result<()> {
    let taken = taken_spots(tx, row.area_id, Some(row.id))?;
    if row.is_active && taken.iter().any(|other| other.overlaps(row.spot)) {
        let size = (row.spot.w, row.spot.h);
        row.spot = first_free(&taken, size).ok_or_else(no_room)?;
    }
    Ok(())
}

/// Moves, renames, or takes a table out of use. Guests who sit there stay until they have paid.
pub async fn change_table(
    app: &App,
    actor: &Actor,
    id: TableId,
    change: TableChange,
) -> Result<Table> {
    let work = move |tx: &Tx| {
        let mut row = require_table(tx, id)?;
        if let Some(area) = change.area_id {
            row.area_id = require_area(tx, area)?.id;
        }
        if let Some(name) = change.name {
            row.name = clean_line("name", &name, limits::MAX_NAME)?;
        }
        if let Some(number) = change.seats {
            row.seats = seats(number)?;
        }
        row.is_active = change.is_active.unwrap_or(row.is_active);
        row.accept_mode = change.accept_mode.unwrap_or(row.accept_mode);
        find_room(tx, &mut row)?;
        keep(tx, row)?;
        view::table(tx, id)
    };
    app.store.write(actor, work).await
}

/// Makes the code on a table worthless and answers the row with the version of the next.
pub async fn rotate(app: &App, actor: &Actor, once: OnceKey, id: TableId) -> Result<TableRow> {
    let work = move |tx: &Tx| {
        // Only the version is remembered: the URL is made of what is true when it is asked for.
        let version = tx.once(&once, |tx| rotate_in(tx, id))?;
        Ok(TableRow { code_version: version, ..require_table(tx, id)? })
    };
    app.store.write(actor, work).await
}

pub fn rotate_in(tx: &Tx, id: TableId) -> Result<u16> {
    let row = require_table(tx, id)?;
    let version = row.code_version.checked_add(1).ok_or(Code::LimitReached)?;
    let key = name_key(&row.name);
    sql::insert_table(tx, &TableRow { code_version: version, ..row }, &key)?;
    tx.record(Fact::TableCodeRotated { table_id: id, version: version.into() });
    Ok(version)
}

pub fn require_table(read: &Read, id: TableId) -> Result<TableRow> {
    sql::find_table(read, id)?.ok_or_else(|| Error::not_found("table"))
}

fn keep(tx: &Tx, row: TableRow) -> Result<TableRow> {
    let key = name_key(&row.name);
    if sql::find_table_named(tx, &key)?.is_some_and(|other| other != row.id) {
        return Err(Code::NameTaken.into());
    }
    sql::insert_table(tx, &row, &key)?;
    tx.record(Fact::FloorSet { table_id: Some(row.id) });
    Ok(row)
}
