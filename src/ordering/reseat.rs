//! Orders follow their sitting: to another table, onto another's bill, or part of them to a sitting
//! of their own. Nothing is fired by it, and no portion is lost or doubled.

use super::lines::follow_in;
use super::model::{Order, OrderLine};
use super::sql::{self, OrderRow, reseat};
use super::ticket::split_tickets_in;
use super::view::{complete, find, price};
use crate::base::{AreaId, BillId, Error, LineId, OrderId, Result, SittingId, TableId};
use crate::pricing::profile_at;
use crate::store::{Read, Tx};
use crate::wire::{Fact, LineStatus, MoneyStatus, OrderStatus};

/// Where orders go.
#[derive(Clone, Debug)]
pub struct Place {
    pub sitting_id: SittingId,
    pub bill_id: BillId,
    pub table_id: TableId,
    pub table_name: String,
    pub area_id: AreaId,
}

/// All orders placed at a sitting, oldest first, those that were called off too.
pub fn of_sitting(read: &Read, sitting: SittingId) -> Result<Vec<Order>> {
    let rows = reseat::list_placed_at(read, sitting)?;
    rows.into_iter().map(|row| complete(read, row)).collect()
}

/// The open orders of a sitting are at another table now. Answers which.
pub fn reseat_in(tx: &Tx, to: &Place) -> Result<Vec<OrderId>> {
    let orders = of_sitting(tx, to.sitting_id)?;
    let open: Vec<OrderId> = orders.iter().filter(|o| is_open(o)).map(|o| o.id).collect();
    for id in &open {
        reseat::mark_place(tx, *id, to)?;
    }
    Ok(open)
}

/// All orders of a sitting are on this bill now. Answers which were on another.
pub fn rebill_in(tx: &Tx, sitting: SittingId, bill: BillId) -> Result<Vec<OrderId>> {
    let orders = of_sitting(tx, sitting)?;
    let elsewhere: Vec<OrderId> =
        orders.iter().filter(|o| o.bill_id != bill).map(|o| o.id).collect();
    for id in &elsewhere {
        reseat::mark_bill(tx, *id, bill)?;
    }
    Ok(elsewhere)
}

/// Whole orders go to another sitting, with their tickets.
pub fn reseat_orders_in(tx: &Tx, orders: &[OrderId], to: &Place) -> Result<()> {
    orders.iter().try_for_each(|id| reseat::mark_place(tx, *id, to))
}

/// Some lines of an order go to another sitting as an order of their own, with the next number of
/// the day. What the kitchen was told of them stands. Answers the new order; the same order, moved
/// as a whole, when nothing would be left of it.
///
/// Error: `not_found` when a line is not one of the order, or was called off.
pub fn split_lines_in(tx: &Tx, id: OrderId, lines: &[LineId], to: &Place) -> Result<OrderId> {
    let order = find(tx, id)?;
    let live = |line: &&OrderLine| line.status != LineStatus::Voided;
    let here = |id: &LineId| order.lines.iter().filter(live).any(|line| line.id == *id);
    if !lines.iter().all(here) {
        return Err(Error::not_found("line"));
    }
    if order.lines.iter().filter(live).all(|line| lines.contains(&line.id)) {
        reseat_orders_in(tx, &[id], to)?;
        return Ok(id);
    }
    let parted = open_parted_in(tx, &order, lines, to)?;
    for line in lines {
        reseat::mark_order(tx, *line, parted)?;
    }
    tx.record(Fact::OrderSplit {
        order_id: parted,
        from_order_id: id,
        sitting_id: to.sitting_id,
        number: find(tx, parted)?.number,
        from_number: order.number,
        line_ids: lines.to_vec(),
    });
    lines_left_in(tx, id, &find(tx, parted)?, lines)?;
    // What is left, and what left, may each be further than both were together.
    for id in [id, parted] {
        follow_in(tx, id)?;
    }
    Ok(parted)
}

/// Lines were taken out of an order: the kitchen's tickets are parted in the same way.
fn lines_left_in(tx: &Tx, from: OrderId, to: &Order, lines: &[LineId]) -> Result<()> {
    split_tickets_in(tx, from, to, lines)
}

/// The order the lines go to: as far as the one they come from.
fn open_parted_in(tx: &Tx, order: &Order, lines: &[LineId], to: &Place) -> Result<OrderId> {
    let Some(from) = sql::find_order(tx, order.id)? else { return Err(Error::not_found("order")) };
    let id = OrderId::new(tx.now());
    let row = OrderRow {
        id,
        number: sql::next_number(tx, from.business_day)?,
        sitting_id: to.sitting_id,
        bill_id: to.bill_id,
        table_id: to.table_id,
        table_name: to.table_name.clone(),
        area_id: Some(to.area_id),
        money: MoneyStatus::Unpaid,
        notes: String::new(),
        ..from
    };
    let mut priced = sql::list_lines(tx, order.id)?;
    priced.retain(|row| lines.contains(&row.line.id));
    let quote = price(&priced, &profile_at(tx, row.placed_at)?, row.round_to);
    sql::insert_order(tx, &row, quote.total_paise)?;
    reseat::mark_as_far(tx, &row)?;
    let said = format!("Split off order {}.", order.number);
    sql::insert_step(tx, id, None, row.status, &said)?;
    Ok(id)
}

fn is_open(order: &Order) -> bool {
    use OrderStatus::{Cancelled, Completed, Rejected};
    !matches!(order.status, Completed | Rejected | Cancelled)
}
