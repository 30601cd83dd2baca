use super::group::touch_in;
use super::model::{GuestName, Sitting, SittingRow, covers};
use super::open::open_in;
use super::sql;
use super::view::{self, require_guest, require_open};
use super::wait::hand_over_in;
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

/// What of a visit shall be another; silence leaves it.
pub struct SittingChange {
    pub covers: Option<u32>,
    /// `Some(None)`: nobody waits on it.
    pub waiter: Option<Option<String>>,
}

/// Staff count the party, or hand it over. Errors: `sitting_closed`, `invalid_value`.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: SittingId,
    change: SittingChange,
) -> Result<Sitting> {
    let work = move |tx: &Tx| {
        let sitting = require_open(tx, id)?;
        if let Some(people) = change.covers {
            count_in(tx, &sitting, covers(people)?)?;
        }
        if let Some(waiter) = &change.waiter {
            hand_over_in(tx, &sitting, waiter.as_deref())?;
        }
        view::sitting(tx, id)
    };
    app.store.write(actor, work).await
}

/// So many people sit there.
pub fn count_in(tx: &Tx, sitting: &SittingRow, people: u32) -> Result<()> {
    if people != sitting.covers {
        sql::mark_covers(tx, sitting.id, people)?;
        touch_in(tx, sitting.id)?;
        tx.record(Fact::SittingChanged { sitting_id: sitting.id, covers: people });
    }
    Ok(())
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
