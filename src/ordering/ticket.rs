use super::sql::{amend, tickets};
use crate::base::{At, ChangeId, Code, Error, LineId, OrderId, Result, TicketId};
use crate::store::{Read, Tx};
use crate::wire::{ChangeKind, Fact, LineStatus, TicketKind};

use super::model::Order;

pub use tickets::Bumped;

/// What a station was told to cook of one order, all at once. Which lines it holds is said by the
/// lines: [`super::LineStation::ticket_id`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub station: String,
    /// 1, 2, 3 … of the station, without gaps: a screen sees what it missed.
    pub seq: u32,
    pub kind: TicketKind,
    pub order_id: OrderId,
    pub course: u32,
    pub fired_at: At,
    /// When a screen had drawn it, or it was printed, and which.
    pub seen_at: Option<At>,
    pub seen_by: Option<String>,
    pub bumped_at: Option<At>,
    pub bumped_by: Option<String>,
    pub recalled_at: Option<At>,
    pub recalled_by: Option<String>,
    pub version: u32,
}

/// Something about a line that a station had been told otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub id: ChangeId,
    pub ticket_id: TicketId,
    pub station: String,
    pub order_id: OrderId,
    pub line_id: LineId,
    pub kind: ChangeKind,
    pub old_quantity: u32,
    pub new_quantity: u32,
    pub old_note: String,
    pub new_note: String,
    pub reason: String,
    pub at: At,
    pub by: String,
    pub confirmed_at: Option<At>,
    pub confirmed_by: Option<String>,
}

/// Error: `not_found`.
pub fn find_ticket(read: &Read, id: TicketId) -> Result<Ticket> {
    tickets::find_ticket(read, id)?.ok_or_else(|| Error::not_found("ticket"))
}

/// All tickets of an order, at all stations.
pub fn tickets_of(read: &Read, order: OrderId) -> Result<Vec<Ticket>> {
    tickets::list_of_order(read, order)
}

/// Tickets that are to be cooked, or whose changes are to be confirmed, oldest first.
pub fn open_tickets(read: &Read, station: Option<&str>, limit: usize) -> Result<Vec<Ticket>> {
    tickets::list_open(read, station, limit)
}

/// Tickets that are done, the latest first.
pub fn bumped_tickets(read: &Read, by: &Bumped) -> Result<Vec<Ticket>> {
    tickets::list_bumped(read, by)
}

/// Tickets fired before `at` that no screen has drawn.
pub fn unseen_tickets(read: &Read, at: At, limit: usize) -> Result<Vec<Ticket>> {
    tickets::list_unseen(read, at, limit)
}

/// The highest number of each station's tickets.
pub fn last_tickets(read: &Read) -> Result<Vec<(String, u32)>> {
    tickets::list_last(read)
}

/// The changes of a ticket no cook has confirmed.
pub fn unconfirmed_of(read: &Read, ticket: TicketId) -> Result<Vec<Change>> {
    amend::list_unconfirmed_of(read, ticket)
}

/// Changes no cook has confirmed, of all stations.
pub fn unconfirmed(read: &Read, limit: usize) -> Result<Vec<Change>> {
    amend::list_unconfirmed(read, limit)
}

/// Makes a ticket with the station's next number for lines that are fired now.
pub fn open_ticket_in(
    tx: &Tx,
    order: &Order,
    station: &str,
    lines: &[(LineId, u32)],
) -> Result<()> {
    let ticket = Ticket {
        id: TicketId::new(tx.now()),
        station: station.to_owned(),
        seq: tickets::next_seq(tx, station)?,
        kind: TicketKind::New,
        order_id: order.id,
        course: lines.iter().map(|(_, course)| *course).min().unwrap_or(1),
        fired_at: tx.now(),
        seen_at: None,
        seen_by: None,
        bumped_at: None,
        bumped_by: None,
        recalled_at: None,
        recalled_by: None,
        version: 1,
    };
    tickets::insert_ticket(tx, &ticket)?;
    for (line, _) in lines {
        tickets::mark_fired(tx, *line, station, ticket.id)?;
    }
    tx.record(Fact::TicketFired {
        ticket_id: ticket.id,
        order_id: order.id,
        sitting_id: order.sitting_id,
        station: ticket.station,
        ticket_seq: ticket.seq,
        line_ids: lines.iter().map(|(line, _)| *line).collect(),
    });
    Ok(())
}

/// Bumps the order's tickets on which nothing is left to do or to confirm.
pub fn settle_tickets_in(tx: &Tx, order: &Order) -> Result<()> {
    for ticket in tickets::list_of_order(tx, order.id)? {
        if ticket.bumped_at.is_none() && is_settled(tx, order, &ticket)? {
            bump_in(tx, order, &ticket)?;
        }
    }
    Ok(())
}

fn is_settled(read: &Read, order: &Order, ticket: &Ticket) -> Result<bool> {
    let stations = order.lines.iter().flat_map(|line| &line.stations);
    let mut mine = stations.filter(|at| at.ticket_id == Some(ticket.id));
    let over = |status| matches!(status, LineStatus::Done | LineStatus::Voided);
    Ok(mine.all(|at| over(at.status)) && amend::list_unconfirmed_of(read, ticket.id)?.is_empty())
}

fn bump_in(tx: &Tx, order: &Order, ticket: &Ticket) -> Result<()> {
    tickets::mark_bumped(tx, ticket.id)?;
    tx.record(Fact::TicketBumped {
        ticket_id: ticket.id,
        order_id: order.id,
        sitting_id: order.sitting_id,
        station: ticket.station.clone(),
    });
    Ok(())
}

/// Takes tickets back among those that are cooked, where they were in time.
pub fn reopen_in(tx: &Tx, order: &Order, ids: &[TicketId]) -> Result<()> {
    for ticket in tickets::list_of_order(tx, order.id)? {
        if ids.contains(&ticket.id) && tickets::mark_recalled(tx, ticket.id)? > 0 {
            tx.record(Fact::TicketRecalled {
                ticket_id: ticket.id,
                order_id: order.id,
                sitting_id: order.sitting_id,
                station: ticket.station,
            });
        }
    }
    Ok(())
}

/// What is cooked at a station, and was, is called by its new name.
///
/// Error: `name_taken` by a station that gave out tickets once: their numbers would meet.
pub fn rename_station_in(tx: &Tx, from: &str, to: &str) -> Result<()> {
    if from == to || tickets::find_last(tx, from)?.is_none() {
        return tickets::rename_station(tx, from, to);
    }
    match tickets::find_last(tx, to)? {
        Some(_) => Err(Code::NameTaken.into()),
        None => tickets::rename_station(tx, from, to),
    }
}

/// Whether a station has something to cook, now or in a course that waits.
pub fn is_cooking_at(read: &Read, station: &str) -> Result<bool> {
    tickets::is_busy(read, station)
}

/// Puts lines that went to another order onto tickets of that order. The kitchen was told of them
/// before: they keep their place in time, and nothing is fired again.
pub fn split_tickets_in(tx: &Tx, from: OrderId, to: &Order, lines: &[LineId]) -> Result<()> {
    for ticket in tickets::list_of_order(tx, from)? {
        let here = |line: &&super::OrderLine| {
            let at_ticket = line.stations.iter().any(|at| at.ticket_id == Some(ticket.id));
            lines.contains(&line.id) && at_ticket
        };
        let moved: Vec<LineId> = to.lines.iter().filter(here).map(|line| line.id).collect();
        if moved.is_empty() {
            continue;
        }
        let parted = Ticket {
            id: TicketId::new(tx.now()),
            seq: tickets::next_seq(tx, &ticket.station)?,
            kind: TicketKind::Split,
            order_id: to.id,
            seen_at: None,
            seen_by: None,
            ..ticket.clone()
        };
        tickets::insert_ticket(tx, &parted)?;
        for line in &moved {
            tickets::move_line(tx, *line, ticket.id, parted.id)?;
        }
        tx.record(Fact::TicketFired {
            ticket_id: parted.id,
            order_id: to.id,
            sitting_id: to.sitting_id,
            station: parted.station,
            ticket_seq: parted.seq,
            line_ids: moved,
        });
    }
    tickets::mark_changed(tx, from)
}
