use super::amend::{tell_in, void_in};
use super::fire::fire_first_in;
use super::lines::{LineStep, follow_in, mark_line_in, step_all_in};
use super::model::{Order, illegal, may_step};
use super::remote::leave_in;
use super::sql;
use super::view::find;
use crate::app::App;
use crate::auth::Asker;
use crate::base::{Code, OrderId, Result, clean_note, limits};
use crate::store::Tx;
use crate::wire::{Actor, Fact, LineStatus, MoneyStatus, OrderStatus, Role};

/// A step somebody asks for.
pub struct Move {
    pub order_id: OrderId,
    pub to: OrderStatus,
    pub reason: String,
    pub by: Mover,
}

/// Who asks for a step: the floor and guests, or the kitchen.
pub enum Mover {
    Asker(Asker),
    Kitchen,
}

/// Takes an order one step on. Asking again for the state it is in changes nothing.
///
/// Errors: `illegal_transition` naming both states, `forbidden` to whom the step is not open,
/// `reason_required`.
pub async fn move_order(app: &App, actor: &Actor, step: Move) -> Result<Order> {
    app.store.write(actor, move |tx| move_in(tx, step)).await
}

/// See [`move_order`].
pub fn move_in(tx: &Tx, step: Move) -> Result<Order> {
    let order = find(tx, step.order_id)?;
    if let Mover::Asker(asker) = &step.by {
        asker.may_see(order.sitting_id, "order")?;
    }
    if order.status == step.to {
        return Ok(order);
    }
    may_step(order.status, step.to)?;
    let reason = clean_note("reason", &step.reason, limits::MAX_NOTE)?;
    may_ask(&order, step.to, &step.by, &reason)?;
    if step.to == OrderStatus::Cancelled && order.has_served() {
        let some = "Some of it is at the table: call the rest off line by line.";
        return Err(illegal(order.status, step.to).message(some));
    }
    if step.to == OrderStatus::Completed && order.money != MoneyStatus::Paid {
        return Err(illegal(order.status, step.to).message("It is not paid yet."));
    }
    effects_in(tx, &order, step.to, &reason)?;
    mark_in(tx, &order, step.to, &reason)?;
    let order = follow_in(tx, order.id)?;
    finish_in(tx, &order)?;
    leave_in(tx, &order)?;
    find(tx, order.id)
}

/// Who may ask for which step.
fn may_ask(order: &Order, to: OrderStatus, by: &Mover, reason: &str) -> Result<()> {
    use OrderStatus::{Cancelled, Preparing, Ready, Rejected};
    let (role, own) = match by {
        Mover::Kitchen => (None, false),
        Mover::Asker(Asker::Staff(staff)) => (Some(staff.role), false),
        Mover::Asker(Asker::Guest(guest)) => {
            (Some(Role::Guest), order.placed_by_guest_id == Some(guest.id))
        }
    };
    let allowed = match (role, to) {
        (None, Preparing | Ready) => !order.is_waiting(),
        (None, _) => false,
        (Some(Role::Guest), Cancelled) => own && order.is_waiting(),
        (Some(Role::Guest), _) => false,
        (Some(role), Cancelled) if order.lines.iter().any(|line| line.fired_quantity > 0) => {
            matches!(role, Role::Owner | Role::Manager)
        }
        (Some(_), _) => true,
    };
    if !allowed {
        return Err(Code::Forbidden.into());
    }
    let called_off = matches!(to, Cancelled | Rejected);
    if called_off && reason.is_empty() && role != Some(Role::Guest) {
        return Err(Code::ReasonRequired.into());
    }
    Ok(())
}

/// What a step of the whole order means for its lines.
fn effects_in(tx: &Tx, order: &Order, to: OrderStatus, reason: &str) -> Result<()> {
    match (order.status, to) {
        (_, OrderStatus::Confirmed) => fire_first_in(tx, order),
        (OrderStatus::Pending, OrderStatus::Preparing) => {
            fire_first_in(tx, order)?;
            step_all_in(tx, &find(tx, order.id)?, LineStep::Start)
        }
        (OrderStatus::Ready, OrderStatus::Preparing) => step_all_in(tx, order, LineStep::Recall),
        (_, OrderStatus::Preparing) => step_all_in(tx, order, LineStep::Start),
        (OrderStatus::Preparing, OrderStatus::Ready) => step_all_in(tx, order, LineStep::Done),
        (OrderStatus::Ready, OrderStatus::Served | OrderStatus::OutForDelivery) => {
            nothing_waits(order, to)?;
            if to == OrderStatus::Served { serve_all_in(tx, order) } else { Ok(()) }
        }
        (_, OrderStatus::Delivered) => serve_all_in(tx, order),
        (_, OrderStatus::Cancelled | OrderStatus::Rejected) => void_all_in(tx, order, reason),
        _ => Ok(()),
    }
}

/// An order leaves the kitchen as a whole only when all of it is done.
fn nothing_waits(order: &Order, to: OrderStatus) -> Result<()> {
    match order.held_courses().first() {
        None => Ok(()),
        Some(course) => {
            let waits = format!("Course {course} has not been fired.");
            Err(illegal(order.status, to).message(waits))
        }
    }
}

fn serve_all_in(tx: &Tx, order: &Order) -> Result<()> {
    let mut done = order.lines.iter().filter(|line| line.status == LineStatus::Done);
    done.try_for_each(|line| mark_line_in(tx, order, line, LineStatus::Served))
}

/// Calls off all that was not served; the kitchen confirms what it had been told to cook.
fn void_all_in(tx: &Tx, order: &Order, reason: &str) -> Result<()> {
    let over = [LineStatus::Served, LineStatus::Voided];
    for line in order.lines.iter().filter(|line| !over.contains(&line.status)) {
        let quantity = line.live_quantity();
        void_in(tx, order, line, quantity, reason)?;
        if line.status != LineStatus::Queued {
            tell_in(tx, order, line, (quantity, 0), &line.special_instructions, reason)?;
        }
    }
    Ok(())
}

/// Accepts a new order: it is confirmed and its first course is fired.
pub fn accept_in(tx: &Tx, id: OrderId) -> Result<()> {
    let order = find(tx, id)?;
    may_step(order.status, OrderStatus::Confirmed)?;
    fire_first_in(tx, &order)?;
    mark_in(tx, &order, OrderStatus::Confirmed, "")
}

/// Accepts a new order of which nothing is fired before somebody says so.
pub fn accept_held_in(tx: &Tx, id: OrderId) -> Result<()> {
    let order = find(tx, id)?;
    may_step(order.status, OrderStatus::Confirmed)?;
    mark_in(tx, &order, OrderStatus::Confirmed, "")
}

/// An order of which nothing is left is called off.
pub fn call_off_in(tx: &Tx, order: Order) -> Result<Order> {
    use OrderStatus::{Cancelled, Confirmed, Pending, Preparing, Ready};
    let is_open = matches!(order.status, Pending | Confirmed | Preparing | Ready);
    if !is_open || order.lines.iter().any(|line| line.status != LineStatus::Voided) {
        return Ok(order);
    }
    let mut order = order;
    if order.status == Ready {
        mark_in(tx, &order, Preparing, "")?;
        order = find(tx, order.id)?;
    }
    mark_in(tx, &order, Cancelled, "All of it was called off.")?;
    let order = find(tx, order.id)?;
    finish_in(tx, &order)?;
    leave_in(tx, &order)?;
    find(tx, order.id)
}

/// Writes the step itself down.
pub fn mark_in(tx: &Tx, order: &Order, to: OrderStatus, reason: &str) -> Result<()> {
    sql::mark_status(tx, order.id, to)?;
    if order.status == OrderStatus::Ready && to == OrderStatus::Preparing {
        // It is not complete any more: expo passes it again.
        sql::amend::clear_passed(tx, order.id)?;
    }
    sql::insert_step(tx, order.id, Some(order.status), to, reason)?;
    let (order_id, sitting_id, from) = (order.id, order.sitting_id, order.status);
    tx.record(Fact::OrderStepped { order_id, sitting_id, from, to, reason: reason.to_owned() });
    Ok(())
}

/// What follows by itself: served and paid is completed; called off and paid is to be refunded.
pub fn finish_in(tx: &Tx, order: &Order) -> Result<()> {
    if order.money != MoneyStatus::Paid {
        return Ok(());
    }
    match order.status {
        OrderStatus::Served | OrderStatus::Delivered => {
            mark_in(tx, order, OrderStatus::Completed, "")
        }
        OrderStatus::Cancelled | OrderStatus::Rejected => {
            sql::mark_money(tx, order.id, MoneyStatus::RefundDue)
        }
        _ => Ok(()),
    }
}

/// How far the bill this order is on is paid. What goes back is told by [`finish_in`] and
/// [`mark_refunded_in`] alone.
pub fn mark_money_in(tx: &Tx, id: OrderId, money: MoneyStatus) -> Result<()> {
    let order = find(tx, id)?;
    let goes_back = matches!(order.money, MoneyStatus::RefundDue | MoneyStatus::Refunded);
    if order.money != money && !goes_back {
        sql::mark_money(tx, id, money)?;
    }
    Ok(())
}

/// The order was called off, and what was paid on its bill goes back.
pub fn mark_owed_back_in(tx: &Tx, id: OrderId) -> Result<()> {
    sql::mark_money(tx, id, MoneyStatus::RefundDue)
}

/// What was paid for an order that was called off went back.
pub fn mark_refunded_in(tx: &Tx, id: OrderId) -> Result<()> {
    if find(tx, id)?.money == MoneyStatus::RefundDue {
        sql::mark_money(tx, id, MoneyStatus::Refunded)?;
    }
    Ok(())
}

/// The bill this order is on was paid in full.
pub fn mark_paid_in(tx: &Tx, id: OrderId) -> Result<()> {
    sql::mark_money(tx, id, MoneyStatus::Paid)?;
    finish_in(tx, &find(tx, id)?)
}
