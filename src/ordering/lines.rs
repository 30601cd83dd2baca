use super::model::{Order, OrderLine, illegal, may_step_line};
use super::sql;
use super::step::mark_in;
use super::view::find;
use crate::app::App;
use crate::base::{Error, LineId, OrderId, Result};
use crate::store::Tx;
use crate::wire::{Actor, Fact, LineStatus, OrderStatus};

/// What the kitchen and the floor do with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStep {
    Start,
    Done,
    /// Back to the stove.
    Recall,
    Serve,
}

/// One line of an order, or all of them.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    Line(LineId),
    All(OrderId),
}

impl LineStep {
    /// The state it leads to, and the states it is meant for.
    fn course(self) -> (LineStatus, &'static [LineStatus]) {
        use LineStatus::{Cooking, Done, Fired, Served};
        match self {
            LineStep::Start => (Cooking, &[Fired]),
            LineStep::Done => (Done, &[Fired, Cooking]),
            LineStep::Recall => (Cooking, &[Done]),
            LineStep::Serve => (Served, &[Done]),
        }
    }
}

/// Takes a line, or all lines of an order that are ready for it, one step on; the order follows.
/// Doing it again changes nothing.
///
/// Errors: `illegal_transition` naming both states.
pub async fn step_line(app: &App, actor: &Actor, which: Which, step: LineStep) -> Result<Order> {
    app.store.write(actor, move |tx| step_line_in(tx, which, step)).await
}

/// See [`step_line`].
pub fn step_line_in(tx: &Tx, which: Which, step: LineStep) -> Result<Order> {
    let id = match which {
        Which::All(order) => order,
        Which::Line(line) => {
            sql::find_order_of_line(tx, line)?.ok_or_else(|| Error::not_found("line"))?
        }
    };
    let order = find(tx, id)?;
    let (to, meant_for) = step.course();
    match which {
        Which::Line(id) => {
            let line = order.lines.iter().find(|l| l.id == id);
            let line = line.ok_or_else(|| Error::not_found("line"))?;
            if line.status == to {
                return Ok(order);
            }
            in_the_kitchen(&order, to)?;
            if !meant_for.contains(&line.status) {
                return Err(illegal(line.status, to));
            }
            mark_line_in(tx, &order, line, to)?;
        }
        Which::All(_) if order.lines.iter().any(|l| meant_for.contains(&l.status)) => {
            in_the_kitchen(&order, to)?;
            step_lines_in(tx, &order, step)?;
        }
        Which::All(_) if order.lines.iter().any(|l| l.status == to) => return Ok(order),
        Which::All(_) => {
            let from = order.lines.first().map_or(LineStatus::Voided, |l| l.status);
            return Err(illegal(from, to));
        }
    }
    follow_in(tx, id)
}

/// Lines move only while their order is with the kitchen.
fn in_the_kitchen(order: &Order, to: LineStatus) -> Result<()> {
    use OrderStatus::{Confirmed, Preparing, Ready};
    if matches!(order.status, Confirmed | Preparing | Ready) {
        return Ok(());
    }
    let wanted = if to == LineStatus::Done { Ready } else { Preparing };
    Err(illegal(order.status, wanted))
}

/// Lets the order follow its lines: begun, all done, recalled.
fn follow_in(tx: &Tx, id: OrderId) -> Result<Order> {
    sql::mark_changed(tx, id)?;
    let mut order = find(tx, id)?;
    while let Some(to) = order.kitchen_says() {
        mark_in(tx, &order, to, "")?;
        order = find(tx, id)?;
    }
    Ok(order)
}

/// Takes every line the step is meant for.
pub fn step_lines_in(tx: &Tx, order: &Order, step: LineStep) -> Result<()> {
    let (to, meant_for) = step.course();
    for line in order.lines.iter().filter(|l| meant_for.contains(&l.status)) {
        mark_line_in(tx, order, line, to)?;
    }
    Ok(())
}

pub fn mark_line_in(tx: &Tx, order: &Order, line: &OrderLine, to: LineStatus) -> Result<()> {
    may_step_line(line.status, to)?;
    sql::mark_line(tx, line.id, to)?;
    let (order_id, sitting_id) = (order.id, order.sitting_id);
    let (line_id, from) = (line.id, line.status);
    tx.record(Fact::LineStepped { order_id, sitting_id, line_id, from, to });
    Ok(())
}

/// Tells the kitchen to cook what it has not been told yet: each portion once, whatever happens.
pub fn fire_in(tx: &Tx, order: &Order) -> Result<()> {
    for line in order.lines.iter().filter(|l| l.status == LineStatus::Queued) {
        let quantity = line.quantity.saturating_sub(line.fired_quantity);
        if quantity > 0 {
            sql::insert_fired(tx, line.id, quantity)?;
            let (order_id, sitting_id, line_id) = (order.id, order.sitting_id, line.id);
            tx.record(Fact::LineFired { order_id, sitting_id, line_id, quantity });
        }
        mark_line_in(tx, order, line, LineStatus::Fired)?;
    }
    Ok(())
}
