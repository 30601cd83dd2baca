use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::model::{Change, Elsewhere, LineElsewhere, Ticket, TicketLine};
use crate::base::{OrderId, Result, TicketId};
use crate::ordering::{self, LineStation, Order, OrderLine};
use crate::store::Read;
use crate::wire::LineStatus;

/// One ticket as its station's screen shows it. Error: `not_found`.
pub fn ticket(read: &Read, id: TicketId) -> Result<Ticket> {
    let row = ordering::find_ticket(read, id)?;
    let order = ordering::find(read, row.order_id)?;
    shown(read, &order, row)
}

/// All tickets of an order, at all stations.
pub fn of_order(read: &Read, order: &Order) -> Result<Vec<Ticket>> {
    let rows = ordering::tickets_of(read, order.id)?.into_iter();
    rows.map(|row| shown(read, order, row)).collect()
}

/// As they are shown; each order is looked up once.
pub fn all(read: &Read, rows: Vec<ordering::Ticket>) -> Result<Vec<Ticket>> {
    let mut orders: BTreeMap<OrderId, Order> = BTreeMap::new();
    let mut tickets = Vec::with_capacity(rows.len());
    for row in rows {
        let order = match orders.entry(row.order_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(ordering::find(read, row.order_id)?),
        };
        tickets.push(shown(read, order, row)?);
    }
    Ok(tickets)
}

fn shown(read: &Read, order: &Order, row: ordering::Ticket) -> Result<Ticket> {
    let changes = ordering::unconfirmed_of(read, row.id)?;
    Ok(Ticket {
        number: order.number,
        table_name: order.table_name.clone(),
        placed_by: order.placed_by.clone(),
        source: order.source,
        notes: order.notes.clone(),
        status: order.status,
        held_courses: order.held_courses().into_iter().collect(),
        is_rush: order.is_rush,
        passed_at: order.passed_at,
        lines: lines(order, &row),
        elsewhere: elsewhere(order, &row.station),
        changes: changes.into_iter().map(|change| noted(order, change)).collect(),
        id: row.id,
        station: row.station,
        seq: row.seq,
        kind: row.kind,
        order_id: row.order_id,
        course: row.course,
        fired_at: row.fired_at,
        seen_at: row.seen_at,
        seen_by: row.seen_by,
        bumped_at: row.bumped_at,
        bumped_by: row.bumped_by,
        recalled_at: row.recalled_at,
        recalled_by: row.recalled_by,
        version: row.version,
    })
}

fn lines(order: &Order, row: &ordering::Ticket) -> Vec<TicketLine> {
    let here = |line: &&OrderLine| line.stations.iter().any(|at| at.ticket_id == Some(row.id));
    let line = |line: &OrderLine| {
        let at = line.stations.iter().find(|at| at.ticket_id == Some(row.id))?;
        Some(at_station(line, at))
    };
    order.lines.iter().filter(here).filter_map(line).collect()
}

fn at_station(line: &OrderLine, at: &LineStation) -> TicketLine {
    let others = line.stations.iter().filter(|other| other.name != at.name);
    TicketLine {
        id: line.id,
        menu_item_id: line.menu_item_id,
        name: line.name.clone(),
        name_local: line.name_local.clone(),
        variant_name: line.variant_name.clone(),
        modifiers: line.modifiers.iter().map(|modifier| modifier.name.clone()).collect(),
        quantity: line.live_quantity(),
        special_instructions: line.special_instructions.clone(),
        diet: line.diet,
        seat: line.seat,
        guest_name: line.guest_name.clone(),
        course: line.course,
        status: at.status,
        started_at: at.started_at,
        done_at: at.done_at,
        prep_minutes: line.prep_minutes,
        elsewhere: others
            .map(|other| LineElsewhere { station: other.name.clone(), status: other.status })
            .collect(),
    }
}

/// How far each other station is with what it was told of the order.
fn elsewhere(order: &Order, station: &str) -> Vec<Elsewhere> {
    let mut stations: Vec<Elsewhere> = Vec::new();
    let told = |at: &&LineStation| {
        at.name != station && !matches!(at.status, LineStatus::Queued | LineStatus::Voided)
    };
    for at in order.lines.iter().flat_map(|line| &line.stations).filter(told) {
        let done = u32::from(at.status == LineStatus::Done);
        match stations.iter_mut().find(|known| known.station == at.name) {
            Some(known) => {
                known.done += done;
                known.of += 1;
            }
            None => stations.push(Elsewhere { station: at.name.clone(), done, of: 1 }),
        }
    }
    stations
}

/// A change with what it is about.
pub fn noted(order: &Order, change: ordering::Change) -> Change {
    let line = order.lines.iter().find(|line| line.id == change.line_id);
    Change {
        number: order.number,
        table_name: order.table_name.clone(),
        name: line.map(|line| line.name.clone()).unwrap_or_default(),
        variant_name: line.map(|line| line.variant_name.clone()).unwrap_or_default(),
        id: change.id,
        ticket_id: change.ticket_id,
        station: change.station,
        order_id: change.order_id,
        line_id: change.line_id,
        kind: change.kind,
        old_quantity: change.old_quantity,
        new_quantity: change.new_quantity,
        old_note: change.old_note,
        new_note: change.new_note,
        reason: change.reason,
        by: change.by,
        at: change.at,
        confirmed_at: change.confirmed_at,
        confirmed_by: change.confirmed_by,
    }
}
