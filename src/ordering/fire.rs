use super::lines::{follow_in, mark_line_in};
use super::model::{Order, OrderLine, illegal};
use super::sql;
use super::sql::amend;
use super::ticket::open_ticket_in;
use super::view::find;
use crate::app::App;
use crate::base::{Code, Error, LineId, OnceKey, OrderId, Result};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, LineStatus, OrderStatus};

/// Which lines that wait are to be fired.
#[derive(Clone, Debug)]
pub enum Fire {
    /// The next course that waits.
    Next,
    Course(u32),
    Lines(Vec<LineId>),
    /// Those whose time has come.
    Due,
}

/// Fires lines that wait, once for each key; what was fired is not fired again under any.
///
/// Errors: `illegal_transition` while the order is not with the kitchen.
pub async fn fire(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    order: OrderId,
    which: Fire,
) -> Result<Order> {
    let work = move |tx: &Tx| tx.once(&once, |tx| fire_more_in(tx, order, &which));
    app.store.write(actor, work).await
}

/// See [`fire`].
pub fn fire_more_in(tx: &Tx, id: OrderId, which: &Fire) -> Result<Order> {
    let order = find(tx, id)?;
    if !order.is_cooking() {
        return Err(illegal(order.status, OrderStatus::Preparing));
    }
    let next = order.held_courses().first().copied();
    let now = tx.now();
    let chosen = |line: &OrderLine| match which {
        Fire::Next => Some(line.course) == next,
        Fire::Course(course) => line.course == *course,
        Fire::Lines(ids) => ids.contains(&line.id),
        Fire::Due => line.fire_at.is_some_and(|at| at <= now),
    };
    if fire_in(tx, &order, chosen)? == 0 {
        return Ok(order);
    }
    follow_in(tx, id)
}

/// Fires the first course of an order that was accepted.
pub fn fire_first_in(tx: &Tx, order: &Order) -> Result<()> {
    let first = order.held_courses().first().copied();
    fire_in(tx, order, |line| Some(line.course) == first).map(|_| ())
}

/// Tells the kitchen to cook those of the waiting lines that `chosen` names: each portion once,
/// one ticket a station. Answers how many lines that were.
pub fn fire_in(tx: &Tx, order: &Order, chosen: impl Fn(&OrderLine) -> bool) -> Result<usize> {
    let waiting = |line: &&OrderLine| line.status == LineStatus::Queued && chosen(line);
    let lines: Vec<&OrderLine> = order.lines.iter().filter(waiting).collect();
    let mut stations: Vec<(&str, Vec<(LineId, u32)>)> = Vec::new();
    for line in &lines {
        let portions = line.live_quantity().saturating_sub(line.fired_quantity);
        fire_portions_in(tx, order, line.id, portions)?;
        mark_line_in(tx, order, line, LineStatus::Fired)?;
        for at in &line.stations {
            let entry = (line.id, line.course);
            match stations.iter_mut().find(|(name, _)| *name == at.name) {
                Some((_, lines)) => lines.push(entry),
                None => stations.push((&at.name, vec![entry])),
            }
        }
    }
    for (station, entries) in &stations {
        open_ticket_in(tx, order, station, entries)?;
    }
    Ok(lines.len())
}

/// Writes down that the kitchen was told of so many portions.
pub fn fire_portions_in(tx: &Tx, order: &Order, line_id: LineId, quantity: u32) -> Result<()> {
    if quantity > 0 {
        sql::insert_fired(tx, line_id, quantity)?;
        let (order_id, sitting_id) = (order.id, order.sitting_id);
        tx.record(Fact::LineFired { order_id, sitting_id, line_id, quantity });
    }
    Ok(())
}

/// Nobody pays for what the kitchen was never told to cook.
///
/// Error: `course_waiting` naming the order and the course.
pub fn require_fired(read: &Read, orders: &[OrderId]) -> Result<()> {
    for id in orders {
        let order = find(read, *id)?;
        if let Some(course) = order.held_courses().first().filter(|_| order.is_cooking()) {
            let waits = format!(
                "Course {course} of order {} has not been fired. Fire it or call it off.",
                order.number
            );
            return Err(Error::new(Code::CourseWaiting).message(waits));
        }
    }
    Ok(())
}

/// Minutes a course may wait by the clock.
const MAX_WAIT: u32 = 240;

/// Says when a course that waits fires by itself; None: only when somebody fires it.
///
/// Errors: `invalid_value`; `not_found` when no line of that course waits.
pub async fn hold(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    id: OrderId,
    course: u32,
    minutes: Option<u32>,
) -> Result<Order> {
    let work = move |tx: &Tx| tx.once(&once, |tx| hold_in(tx, id, course, minutes));
    app.store.write(actor, work).await
}

/// See [`hold`].
pub fn hold_in(tx: &Tx, id: OrderId, course: u32, minutes: Option<u32>) -> Result<Order> {
    if minutes.is_some_and(|minutes| minutes > MAX_WAIT) {
        return Err(Error::invalid("minutes", format!("This is at most {MAX_WAIT} minutes.")));
    }
    let order = find(tx, id)?;
    if !order.held_courses().contains(&course) {
        return Err(Error::not_found("course"));
    }
    let fire_at = minutes.map(|minutes| tx.now().plus_seconds(i64::from(minutes) * 60));
    if amend::mark_fire_at(tx, id, course, fire_at)? == 0 {
        return Ok(order);
    }
    sql::mark_changed(tx, id)?;
    let sitting_id = order.sitting_id;
    tx.record(Fact::CourseHeld { order_id: id, sitting_id, course, fire_at });
    find(tx, id)
}
