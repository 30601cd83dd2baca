use super::lines::{follow_in, mark_line_in};
use super::model::{Order, illegal};
use super::view::find;
use crate::app::App;
use crate::base::{LineId, OnceKey, OrderId, Result};
use crate::store::Tx;
use crate::wire::{Actor, LineStatus, OrderStatus};

/// Takes what is done to the table: the lines named, or all that are done. The order is served
/// when nothing else is left of it. Once for each key: what is done later is not served by it.
///
/// Errors: `illegal_transition` when there is nothing to serve.
pub async fn serve(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    id: OrderId,
    lines: Vec<LineId>,
) -> Result<Order> {
    app.store.write(actor, move |tx| tx.once(&once, |tx| serve_in(tx, id, &lines))).await
}

/// See [`serve`].
pub fn serve_in(tx: &Tx, id: OrderId, lines: &[LineId]) -> Result<Order> {
    let order = find(tx, id)?;
    let wanted = |line: LineId| lines.is_empty() || lines.contains(&line);
    let mut done = order.lines.iter().filter(|l| l.status == LineStatus::Done && wanted(l.id));
    if done.clone().next().is_none() {
        let served = order.lines.iter().any(|l| l.status == LineStatus::Served && wanted(l.id));
        return if served { Ok(order) } else { Err(illegal(order.status, OrderStatus::Served)) };
    }
    done.try_for_each(|line| mark_line_in(tx, &order, line, LineStatus::Served))?;
    follow_in(tx, id)
}
