use super::group::touch_in;
use super::model::Call;
use super::sql;
use super::view::{require_guest, require_open};
use super::wait::wait_on_in;
use crate::app::App;
use crate::auth::Guest;
use crate::base::{CallId, Code, Error, OnceKey, Result, SittingId, limits};
use crate::store::Tx;
use crate::wire::{Actor, CallKind, Fact};

/// A guest asks for somebody to come. Errors: `sitting_closed`, `limit_reached`.
pub async fn call(
    app: &App,
    guest: &Guest,
    device: &str,
    once: OnceKey,
    kind: CallKind,
) -> Result<Call> {
    let (id, sitting) = (guest.id, guest.sitting_id);
    let work = move |tx: &Tx| {
        require_guest(tx, id)?;
        tx.once(&once, |tx| call_in(tx, sitting, kind))
    };
    app.store.write(&guest.actor(device), work).await
}

/// Asking again for what nobody has brought yet answers the call that waits.
pub fn call_in(tx: &Tx, sitting_id: SittingId, kind: CallKind) -> Result<Call> {
    require_open(tx, sitting_id)?;
    touch_in(tx, sitting_id)?;
    let open = sql::list_open_calls(tx, sitting_id)?;
    let waiting = open.iter().find(|(_, other)| *other == kind);
    let call_id = match waiting {
        Some((call_id, _)) => *call_id,
        None if open.len() >= limits::MAX_OPEN_CALLS => return Err(Code::LimitReached.into()),
        None => {
            let call_id = CallId::new(tx.now());
            sql::insert_call(tx, call_id, sitting_id, kind)?;
            tx.record(Fact::GuestCalled { call_id, sitting_id, kind });
            call_id
        }
    };
    find(tx, call_id)
}

/// Somebody of the floor goes. Who took it first stays the one who took it.
pub async fn take(app: &App, actor: &Actor, id: CallId) -> Result<Call> {
    let work = move |tx: &Tx| {
        let call = find(tx, id)?;
        if sql::mark_taken(tx, id, &tx.actor().who)? == 0 {
            return Ok(call);
        }
        let Call { sitting_id, kind, .. } = call;
        tx.record(Fact::CallTaken { call_id: id, sitting_id, kind });
        wait_on_in(tx, sitting_id)?;
        find(tx, id)
    };
    app.store.write(actor, work).await
}

fn find(tx: &Tx, id: CallId) -> Result<Call> {
    sql::find_call(tx, id)?.ok_or_else(|| Error::not_found("call"))
}
