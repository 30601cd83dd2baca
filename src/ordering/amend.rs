use super::fire::fire_portions_in;
use super::lines::{follow_in, mark_line_in};
use super::model::{Order, OrderLine, illegal};
use super::sql;
use super::sql::{amend, tickets};
use super::ticket::{Change, reopen_in};
use super::view::find;
use crate::app::App;
use crate::auth::{Managers, Roles, Till};
use crate::base::{
    ChangeId, Code, Error, LineId, OrderId, Paise, Result, TicketId, clean_note, limits,
};
use crate::menu;
use crate::store::Tx;
use crate::wire::{Actor, ChangeKind, Fact, LineStatus, OrderStatus, Role};

/// What of a line shall be another; silence leaves it.
#[derive(Clone, Debug, Default)]
pub struct Amendment {
    /// 0 calls it off.
    pub quantity: Option<u32>,
    pub special_instructions: Option<String>,
    pub course: Option<u32>,
    /// `Some(None)`: for nobody in particular.
    pub seat: Option<Option<u32>>,
    pub reason: String,
}

/// Changes a line after it was ordered. What the kitchen was told already it must confirm.
///
/// Errors: `already_paid`, `illegal_transition` for a line that is served or called off, and for
/// another course once it was fired; `reason_required` and `forbidden` (only a manager calls off
/// what the kitchen has); `sold_out`; `invalid_value`.
pub async fn amend(
    app: &App,
    role: Role,
    actor: &Actor,
    (order, line): (OrderId, LineId),
    amendment: Amendment,
) -> Result<Order> {
    app.store.write(actor, move |tx| amend_in(tx, role, (order, line), &amendment)).await
}

/// See [`amend`].
pub fn amend_in(
    tx: &Tx,
    role: Role,
    (id, line_id): (OrderId, LineId),
    amendment: &Amendment,
) -> Result<Order> {
    let order = find(tx, id)?;
    let line = order.lines.iter().find(|l| l.id == line_id);
    let line = line.ok_or_else(|| Error::not_found("line"))?;
    if amendment.quantity == Some(0) && line.status == LineStatus::Voided {
        return Ok(order);
    }
    if order.is_settled() {
        return Err(Code::AlreadyPaid.into());
    }
    if matches!(line.status, LineStatus::Served | LineStatus::Voided) {
        return Err(illegal(line.status, LineStatus::Voided));
    }
    if !order.is_waiting() && !order.is_cooking() {
        return Err(illegal(order.status, OrderStatus::Preparing));
    }
    let mut amending = Amending { tx, order: &order, line, role, reason: String::new() };
    amending.reason = clean_note("reason", &amendment.reason, limits::MAX_NOTE)?;
    amending.place(amendment)?;
    let quantity = amending.quantity(amendment.quantity)?;
    let note = amending.note(amendment.special_instructions.as_deref())?;
    if line.status != LineStatus::Queued && (quantity.is_some() || note.is_some()) {
        amending.tell(quantity, note)?;
    }
    follow_in(tx, id)
}

struct Amending<'a, 'c> {
    tx: &'a Tx<'c>,
    order: &'a Order,
    line: &'a OrderLine,
    role: Role,
    reason: String,
}

impl Amending<'_, '_> {
    fn is_fired(&self) -> bool {
        self.line.status != LineStatus::Queued
    }

    /// Seat and course.
    fn place(&self, amendment: &Amendment) -> Result<()> {
        let (tx, line) = (self.tx, self.line);
        let seat = amendment.seat.filter(|seat| *seat != line.seat);
        let course = amendment.course.filter(|course| *course != line.course);
        if let Some(seat) = seat {
            check_seat(seat)?;
            amend::mark_seat(tx, line.id, seat)?;
        }
        if let Some(course) = course {
            check_course(course)?;
            if self.is_fired() {
                let fired = illegal(line.status, LineStatus::Queued);
                return Err(fired.message("It has been fired: its course cannot wait any more."));
            }
            amend::mark_course(tx, line.id, course)?;
        }
        if seat.is_some() || course.is_some() {
            self.record_amended();
        }
        Ok(())
    }

    fn record_amended(&self) {
        let (order_id, sitting_id) = (self.order.id, self.order.sitting_id);
        self.tx.record(Fact::LineAmended { order_id, sitting_id, line_id: self.line.id });
    }

    /// The new quantity, if it is another.
    fn quantity(&self, wanted: Option<u32>) -> Result<Option<u32>> {
        let before = self.line.live_quantity();
        let Some(wanted) = wanted.filter(|wanted| *wanted != before) else { return Ok(None) };
        if wanted > limits::MAX_QUANTITY {
            return Err(too_many());
        }
        if wanted > before {
            self.more(wanted - before)?
        } else {
            self.void(before - wanted)?
        }
        Ok(Some(wanted))
    }

    fn more(&self, more: u32) -> Result<()> {
        let (tx, line) = (self.tx, self.line);
        if line.quantity + more > limits::MAX_QUANTITY {
            return Err(too_many());
        }
        if line.discount_paise > Paise::ZERO && !Till::ROLES.contains(&self.role) {
            let only = "It is discounted: the till adds to it.";
            return Err(Error::new(Code::Forbidden).message(only));
        }
        menu::take_in(tx, line.menu_item_id, more)?;
        amend::mark_more(tx, line.id, more)?;
        if self.is_fired() {
            fire_portions_in(tx, self.order, line.id, more)?;
            self.cook_again()?;
        } else {
            self.record_amended();
        }
        Ok(())
    }

    /// What a station had done of it is not all of it any more.
    fn cook_again(&self) -> Result<()> {
        let mut reopened = Vec::new();
        for at in self.line.stations.iter().filter(|at| at.status == LineStatus::Done) {
            tickets::mark_station(self.tx, self.line.id, &at.name, LineStatus::Cooking)?;
            reopened.extend(at.ticket_id);
        }
        reopen_in(self.tx, self.order, &reopened)
    }

    fn void(&self, less: u32) -> Result<()> {
        if self.is_fired() && self.reason.is_empty() {
            return Err(Code::ReasonRequired.into());
        }
        if self.is_fired() && !Managers::ROLES.contains(&self.role) {
            let only = "The kitchen has it: a manager calls it off.";
            return Err(Error::new(Code::Forbidden).message(only));
        }
        void_in(self.tx, self.order, self.line, less, &self.reason)
    }

    /// The new note, if it is another.
    fn note(&self, wanted: Option<&str>) -> Result<Option<String>> {
        let Some(wanted) = wanted else { return Ok(None) };
        let note = clean_note("special_instructions", wanted, limits::MAX_NOTE)?;
        if note == self.line.special_instructions {
            return Ok(None);
        }
        amend::mark_note(self.tx, self.line.id, &note)?;
        if !self.is_fired() {
            self.record_amended();
        }
        Ok(Some(note))
    }

    /// Tells every station that was told otherwise.
    fn tell(&self, quantity: Option<u32>, note: Option<String>) -> Result<()> {
        let old = self.line.live_quantity();
        let new = quantity.unwrap_or(old);
        let note = note.unwrap_or_else(|| self.line.special_instructions.clone());
        tell_in(self.tx, self.order, self.line, (old, new), &note, &self.reason)
    }
}

fn too_many() -> Error {
    Error::invalid("quantity", format!("This is from 0 to {}.", limits::MAX_QUANTITY))
}

/// A chair at the table. Error: `invalid_value`.
pub fn check_seat(seat: Option<u32>) -> Result<()> {
    match seat {
        Some(0 | 51..) => Err(Error::invalid("seat", "This is from 1 to 50.")),
        _ => Ok(()),
    }
}

/// Error: `invalid_value`.
pub fn check_course(course: u32) -> Result<()> {
    match course {
        1..=9 => Ok(()),
        _ => Err(Error::invalid("course", "This is from 1 to 9.")),
    }
}

/// Calls portions of a line off. What is not cooked yet can be sold to others.
pub fn void_in(
    tx: &Tx,
    order: &Order,
    line: &OrderLine,
    quantity: u32,
    reason: &str,
) -> Result<()> {
    let was_fired = line.status != LineStatus::Queued;
    amend::insert_void(tx, line.id, quantity, was_fired, reason)?;
    tx.record(Fact::LineVoided {
        order_id: order.id,
        sitting_id: order.sitting_id,
        line_id: line.id,
        quantity,
        was_fired,
        reason: reason.to_owned(),
    });
    if matches!(line.status, LineStatus::Queued | LineStatus::Fired) {
        menu::give_back_in(tx, line.menu_item_id, quantity)?;
    }
    amend::mark_discount_share(tx, line.id, line.live_quantity(), quantity)?;
    if quantity == line.live_quantity() {
        mark_line_in(tx, order, line, LineStatus::Voided)?;
        tickets::mark_all_voided(tx, line.id)?;
    }
    Ok(())
}

/// Writes down for every station that has the line on a ticket what is now another.
pub fn tell_in(
    tx: &Tx,
    order: &Order,
    line: &OrderLine,
    (old_quantity, new_quantity): (u32, u32),
    note: &str,
    reason: &str,
) -> Result<()> {
    let kind = if new_quantity == 0 { ChangeKind::Cancelled } else { ChangeKind::Changed };
    for at in &line.stations {
        let Some(ticket_id) = at.ticket_id else { continue };
        let change = Change {
            id: ChangeId::new(tx.now()),
            ticket_id,
            station: at.name.clone(),
            order_id: order.id,
            line_id: line.id,
            kind,
            old_quantity,
            new_quantity,
            old_note: line.special_instructions.clone(),
            new_note: note.to_owned(),
            reason: reason.to_owned(),
            at: tx.now(),
            by: tx.actor().who.clone(),
            confirmed_at: None,
            confirmed_by: None,
        };
        amend::insert_change(tx, &change)?;
    }
    tx.record(Fact::LineChanged {
        order_id: order.id,
        sitting_id: order.sitting_id,
        line_id: line.id,
        kind,
        old_quantity,
        new_quantity,
        reason: reason.to_owned(),
    });
    Ok(())
}

/// A cook has taken note of a change. Confirming again changes nothing. Answers its ticket.
pub async fn confirm_change(app: &App, actor: &Actor, id: ChangeId) -> Result<TicketId> {
    app.store.write(actor, move |tx| confirm_change_in(tx, id)).await
}

/// See [`confirm_change`].
pub fn confirm_change_in(tx: &Tx, id: ChangeId) -> Result<TicketId> {
    let change = amend::find_change(tx, id)?.ok_or_else(|| Error::not_found("change"))?;
    if amend::mark_confirmed(tx, id)? > 0 {
        let order = find(tx, change.order_id)?;
        tx.record(Fact::ChangeConfirmed {
            change_id: id,
            ticket_id: change.ticket_id,
            order_id: order.id,
            sitting_id: order.sitting_id,
        });
        sql::mark_changed(tx, order.id)?;
        tickets::mark_changed(tx, order.id)?;
        super::ticket::settle_tickets_in(tx, &order)?;
    }
    Ok(change.ticket_id)
}
