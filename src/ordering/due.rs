use super::fire::{Fire, fire_more_in};
use super::sql::amend;
use super::step::accept_in;
use super::view::find;
use crate::app::App;
use crate::base::{Code, OrderId, Result};
use crate::store::Tx;
use crate::wire::{Actor, OrderStatus};

/// How many orders one round looks at.
const ROUND: usize = 100;

/// Does what the clock says: accepts orders whose grace is over, fires courses whose time has come.
/// Answers how many orders that were.
pub async fn do_due(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let (accept, fire) = app
        .store
        .read(move |read| {
            let accept = amend::list_acceptable(read, now, ROUND)?;
            Ok((accept, amend::list_fireable(read, now, ROUND)?))
        })
        .await?;
    let count = accept.len() + fire.len();
    let by = Actor::the_box();
    for id in accept {
        noted(id, app.store.write(&by, move |tx| accept_due_in(tx, id)).await);
    }
    for id in fire {
        noted(id, app.store.write(&by, move |tx| fire_due_in(tx, id)).await);
    }
    Ok(count)
}

/// One order that cannot be helped does not hold up the others.
fn noted(order: OrderId, done: Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%order, %error, "what was due waits for the next look");
    }
}

/// Somebody may have been quicker than the clock.
fn accept_due_in(tx: &Tx, id: OrderId) -> Result<()> {
    let order = find(tx, id)?;
    let is_due = order.accept_at.is_some_and(|at| at <= tx.now());
    if order.status == OrderStatus::Pending && is_due { accept_in(tx, id) } else { Ok(()) }
}

fn fire_due_in(tx: &Tx, id: OrderId) -> Result<()> {
    match fire_more_in(tx, id, &Fire::Due) {
        // Somebody called it off a moment ago.
        Err(error) if error.code() == Code::IllegalTransition => Ok(()),
        done => done.map(|_| ()),
    }
}
