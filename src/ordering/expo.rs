use super::model::{Order, illegal};
use super::sql::{amend, tickets};
use super::view::find;
use crate::app::App;
use crate::base::{OrderId, Result};
use crate::store::Tx;
use crate::wire::{Actor, Fact, OrderStatus};

/// Puts an order before all others at every station, or back in its place. Saying it again changes
/// nothing.
///
/// Errors: `illegal_transition` when the kitchen is done with it.
pub async fn rush(app: &App, actor: &Actor, id: OrderId, is_rush: bool) -> Result<Order> {
    app.store.write(actor, move |tx| rush_in(tx, id, is_rush)).await
}

/// See [`rush`].
pub fn rush_in(tx: &Tx, id: OrderId, is_rush: bool) -> Result<Order> {
    let order = find(tx, id)?;
    if order.is_rush == is_rush {
        return Ok(order);
    }
    if !order.is_cooking() && !order.is_waiting() {
        return Err(illegal(order.status, OrderStatus::Preparing));
    }
    amend::mark_rush(tx, id, is_rush)?;
    tickets::mark_changed(tx, id)?;
    tx.record(Fact::OrderRushed { order_id: id, sitting_id: order.sitting_id, is_rush });
    find(tx, id)
}

/// Expo has the order complete and hands it to whoever carries it. Passing it again changes
/// nothing.
///
/// Errors: `illegal_transition` before all of it is done.
pub async fn pass(app: &App, actor: &Actor, id: OrderId) -> Result<Order> {
    app.store.write(actor, move |tx| pass_in(tx, id)).await
}

/// See [`pass`].
pub fn pass_in(tx: &Tx, id: OrderId) -> Result<Order> {
    let order = find(tx, id)?;
    if order.passed_at.is_some() {
        return Ok(order);
    }
    if order.status != OrderStatus::Ready {
        return Err(illegal(order.status, OrderStatus::Ready));
    }
    amend::mark_passed(tx, id)?;
    tickets::mark_changed(tx, id)?;
    tx.record(Fact::OrderPassed { order_id: id, sitting_id: order.sitting_id });
    find(tx, id)
}
