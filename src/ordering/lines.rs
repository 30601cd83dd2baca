use super::model::{Order, OrderLine, illegal, may_step_line};
use super::sql;
use super::sql::tickets;
use super::step::{call_off_in, finish_in, mark_in};
use super::ticket::{reopen_in, settle_tickets_in, unconfirmed_of};
use super::view::find;
use crate::app::App;
use crate::base::{Code, Error, LineId, OrderId, Result, TicketId};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, LineStatus, OrderStatus};

/// What a station does with its part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStep {
    Start,
    Done,
    /// Back to the stove.
    Recall,
}

/// Whose parts: of one line or all, at all stations or those of one ticket.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    Line(LineId),
    All(OrderId),
    Ticket(TicketId),
    OfTicket(TicketId, LineId),
}

impl LineStep {
    /// The state it leads to, and the states it is meant for.
    pub fn course(self) -> (LineStatus, &'static [LineStatus]) {
        use LineStatus::{Cooking, Done, Fired};
        match self {
            LineStep::Start => (Cooking, &[Fired]),
            LineStep::Done => (Done, &[Fired, Cooking]),
            LineStep::Recall => (Cooking, &[Done]),
        }
    }
}

/// A line's part at a station.
type Part<'a> = (&'a OrderLine, &'a super::LineStation);

/// Takes stations' parts of lines one step on; line, ticket and order follow. Doing it again
/// changes nothing.
///
/// Errors: `illegal_transition` naming both states; `change_unconfirmed` for a ticket with a
/// change no cook has confirmed.
pub async fn step_line(app: &App, actor: &Actor, which: Which, step: LineStep) -> Result<Order> {
    app.store.write(actor, move |tx| step_line_in(tx, which, step)).await
}

/// See [`step_line`].
pub fn step_line_in(tx: &Tx, which: Which, step: LineStep) -> Result<Order> {
    let order = find(tx, order_of(tx, which)?)?;
    let parts = parts(&order, which);
    let (to, meant_for) = step.course();
    let ready =
        |(line, at): &&Part| line.status != LineStatus::Served && meant_for.contains(&at.status);
    let chosen: Vec<Part> = parts.iter().filter(ready).copied().collect();
    if chosen.is_empty() {
        let settled = |(line, at): &Part| at.status == to && line.status != LineStatus::Served;
        if parts.iter().any(settled) || (to == LineStatus::Done && any_served(&parts)) {
            return Ok(order);
        }
        let from = parts.first().map_or(LineStatus::Voided, |(line, at)| match line.status {
            LineStatus::Served => LineStatus::Served,
            _ => at.status,
        });
        return Err(illegal(from, to));
    }
    in_the_kitchen(&order, to)?;
    if step == LineStep::Done {
        nothing_unconfirmed(tx, &chosen)?;
    }
    step_parts_in(tx, &order, &chosen, step)?;
    follow_in(tx, order.id)
}

/// What was changed is done only after a cook has taken note of the change.
///
/// Error: `change_unconfirmed`.
fn nothing_unconfirmed(read: &Read, chosen: &[Part]) -> Result<()> {
    let mut tickets: Vec<TicketId> = chosen.iter().filter_map(|(_, at)| at.ticket_id).collect();
    tickets.sort_unstable();
    tickets.dedup();
    for ticket in tickets {
        if !unconfirmed_of(read, ticket)?.is_empty() {
            return Err(Code::ChangeUnconfirmed.into());
        }
    }
    Ok(())
}

fn any_served(parts: &[Part]) -> bool {
    parts.iter().any(|(line, _)| line.status == LineStatus::Served)
}

fn order_of(read: &Read, which: Which) -> Result<OrderId> {
    match which {
        Which::All(order) => Ok(order),
        Which::Line(line) => {
            sql::find_order_of_line(read, line)?.ok_or_else(|| Error::not_found("line"))
        }
        Which::Ticket(ticket) | Which::OfTicket(ticket, _) => {
            Ok(super::ticket::find_ticket(read, ticket)?.order_id)
        }
    }
}

fn parts(order: &Order, which: Which) -> Vec<Part<'_>> {
    let all = order.lines.iter().flat_map(|line| line.stations.iter().map(move |at| (line, at)));
    let wanted = |(line, at): &Part| match which {
        Which::All(_) => true,
        Which::Line(id) => line.id == id,
        Which::Ticket(ticket) => at.ticket_id == Some(ticket),
        Which::OfTicket(ticket, id) => at.ticket_id == Some(ticket) && line.id == id,
    };
    all.filter(wanted).collect()
}

/// Lines move only while their order is with the kitchen.
fn in_the_kitchen(order: &Order, to: LineStatus) -> Result<()> {
    if order.is_cooking() {
        return Ok(());
    }
    let wanted = if to == LineStatus::Done { OrderStatus::Ready } else { OrderStatus::Preparing };
    Err(illegal(order.status, wanted))
}

/// Takes every part of the order that the step is meant for.
pub fn step_all_in(tx: &Tx, order: &Order, step: LineStep) -> Result<()> {
    let (_, meant_for) = step.course();
    let mut chosen = parts(order, Which::All(order.id));
    chosen.retain(|(line, at)| line.status != LineStatus::Served && meant_for.contains(&at.status));
    if step == LineStep::Done {
        nothing_unconfirmed(tx, &chosen)?;
    }
    step_parts_in(tx, order, &chosen, step)
}

fn step_parts_in(tx: &Tx, order: &Order, chosen: &[Part], step: LineStep) -> Result<()> {
    let (to, _) = step.course();
    let mut reopened = Vec::new();
    for (line, at) in chosen {
        tickets::mark_station(tx, line.id, &at.name, to)?;
        reopened.extend(at.ticket_id);
        tx.record(Fact::StationStepped {
            order_id: order.id,
            sitting_id: order.sitting_id,
            line_id: line.id,
            station: at.name.clone(),
            from: at.status,
            to,
        });
    }
    if step == LineStep::Recall {
        reopen_in(tx, order, &reopened)?;
    }
    Ok(())
}

/// Lets lines follow their stations, tickets their lines, and the order all of them: begun, all
/// done, recalled, all at the table, nothing left of it.
pub fn follow_in(tx: &Tx, id: OrderId) -> Result<Order> {
    sql::mark_changed(tx, id)?;
    tickets::mark_changed(tx, id)?;
    let mut order = find(tx, id)?;
    let mut moved = false;
    for line in &order.lines {
        let to = line.stations_say();
        if to != line.status {
            mark_line_in(tx, &order, line, to)?;
            moved = true;
        }
    }
    if moved {
        order = find(tx, id)?;
    }
    sql::mark_total(tx, id, order.quote.total_paise)?;
    settle_tickets_in(tx, &order)?;
    while let Some(to) = order.kitchen_says() {
        mark_in(tx, &order, to, "")?;
        order = find(tx, id)?;
    }
    if order.status == OrderStatus::Ready && order.is_all_served() {
        mark_in(tx, &order, OrderStatus::Served, "")?;
        finish_in(tx, &find(tx, id)?)?;
        order = find(tx, id)?;
    }
    call_off_in(tx, order)
}

pub fn mark_line_in(tx: &Tx, order: &Order, line: &OrderLine, to: LineStatus) -> Result<()> {
    may_step_line(line.status, to)?;
    sql::mark_line(tx, line.id, to)?;
    let (order_id, sitting_id) = (order.id, order.sitting_id);
    let (line_id, from) = (line.id, line.status);
    tx.record(Fact::LineStepped { order_id, sitting_id, line_id, from, to });
    Ok(())
}
