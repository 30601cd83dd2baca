use super::model::{Area, name_key};
use super::sql;
use crate::app::App;
use crate::base::{AreaId, Code, Error, OnceKey, Result, clean_line, limits};
use crate::house::{self, AcceptMode, Opening};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// What of an area shall be another; silence leaves it.
#[derive(Default)]
pub struct AreaChange {
    pub name: Option<String>,
    pub sort: Option<i64>,
    /// `Some(None)`: as the house, here and below.
    pub opening: Option<Option<Opening>>,
    pub accept_mode: Option<Option<AcceptMode>>,
    pub idle_minutes: Option<Option<u32>>,
}

/// Makes an area. Errors: `name_taken`, `limit_reached`.
pub async fn add_area(app: &App, actor: &Actor, once: OnceKey, name: String) -> Result<Area> {
    let work = move |tx: &Tx| tx.once(&once, |tx| add_area_in(tx, &name));
    app.store.write(actor, work).await
}

pub fn add_area_in(tx: &Tx, name: &str) -> Result<Area> {
    let (count, sort) = sql::count_areas(tx)?;
    if count >= limits::MAX_AREAS {
        return Err(Code::LimitReached.into());
    }
    let name = clean_line("name", name, limits::MAX_NAME)?;
    let (opening, accept_mode, idle_minutes) = (None, None, None);
    keep(tx, Area { id: AreaId::new(tx.now()), name, sort, opening, accept_mode, idle_minutes })
}

/// Renames an area, moves it among the others, or says what is done there unlike elsewhere.
pub async fn change_area(app: &App, actor: &Actor, id: AreaId, change: AreaChange) -> Result<Area> {
    let work = move |tx: &Tx| {
        let mut area = require_area(tx, id)?;
        if let Some(name) = change.name {
            area.name = clean_line("name", &name, limits::MAX_NAME)?;
        }
        area.sort = change.sort.unwrap_or(area.sort);
        area.opening = change.opening.unwrap_or(area.opening);
        area.accept_mode = change.accept_mode.unwrap_or(area.accept_mode);
        if let Some(minutes) = change.idle_minutes {
            area.idle_minutes = minutes.map(house::idle_minutes).transpose()?;
        }
        keep(tx, area)
    };
    app.store.write(actor, work).await
}

/// Takes an area away. Errors: `area_not_empty` while a table stands there.
pub async fn remove_area(app: &App, actor: &Actor, id: AreaId) -> Result<()> {
    let work = move |tx: &Tx| {
        require_area(tx, id)?;
        if sql::has_tables(tx, id)? {
            return Err(Code::AreaNotEmpty.into());
        }
        sql::delete_area(tx, id)?;
        tx.record(Fact::FloorSet { table_id: None });
        Ok(())
    };
    app.store.write(actor, work).await
}

pub fn require_area(read: &Read, id: AreaId) -> Result<Area> {
    sql::find_area(read, id)?.ok_or_else(|| Error::not_found("area"))
}

fn keep(tx: &Tx, area: Area) -> Result<Area> {
    let key = name_key(&area.name);
    if sql::find_area_named(tx, &key)?.is_some_and(|other| other != area.id) {
        return Err(Code::NameTaken.into());
    }
    sql::insert_area(tx, &area, &key)?;
    tx.record(Fact::FloorSet { table_id: None });
    Ok(area)
}
