use super::model::{GuestName, Sitting, covers};
use super::open::open_in;
use super::sql;
use super::view::{self, require_guest, require_open};
use crate::app::App;
use crate::auth::Guest;
use crate::base::{OnceKey, Result, SittingId, TableId, clean_line, limits};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Staff seat a party. Errors: `table_closed`.
pub async fn open(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    table: TableId,
    people: u32,
) -> Result<Sitting> {
    let work = move |tx: &Tx| tx.once(&once, |tx| open_in(tx, table, people, &tx.actor().who));
    app.store.write(actor, work).await
}

/// Staff count the party. Errors: `sitting_closed`.
pub async fn count(app: &App, actor: &Actor, id: SittingId, people: u32) -> Result<Sitting> {
    let work = move |tx: &Tx| {
        let sitting = require_open(tx, id)?;
        let people = covers(people)?;
        if people != sitting.covers {
            sql::mark_covers(tx, id, people)?;
            tx.record(Fact::SittingChanged { sitting_id: id, covers: people });
        }
        view::sitting(tx, id)
    };
    app.store.write(actor, work).await
}

/// A guest says what to be called. Errors: `sitting_closed`.
pub async fn name(app: &App, guest: &Guest, device: &str, name: String) -> Result<GuestName> {
    let (id, sitting_id) = (guest.id, guest.sitting_id);
    let work = move |tx: &Tx| {
        require_open(tx, sitting_id)?;
        let before = require_guest(tx, id)?;
        let name = clean_line("name", &name, limits::MAX_NAME)?;
        if name != before.name {
            sql::mark_name(tx, id, &name)?;
            tx.record(Fact::GuestNamed { sitting_id, guest_id: id });
        }
        Ok(GuestName { id, name })
    };
    app.store.write(&guest.actor(device), work).await
}
