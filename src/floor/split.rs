use std::collections::BTreeSet;

use super::place::{place_of, view};
use crate::app::App;
use crate::base::{BillId, Error, LineId, OnceKey, OrderId, Result, SittingId, TableId};
use crate::billing;
use crate::ordering::{self, Order};
use crate::store::{Read, Tx};
use crate::tables::{self, Sitting};
use crate::wire::{Actor, Fact};

/// What goes to a table of its own: whole orders, lines of others, or both.
pub struct Splitting {
    pub table_id: TableId,
    pub order_ids: Vec<OrderId>,
    pub line_ids: Vec<LineId>,
    /// How many people go there.
    pub covers: u32,
}

/// Part of a party, and of what it ordered, goes to a free table and pays for itself. What the
/// kitchen was told stands.
///
/// Errors: `not_found`, `sitting_closed`, `table_closed`, `table_taken`, `bill_paid`,
/// `bill_discounted`, `invalid_value` when nothing goes or what goes was called off.
pub async fn split(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    id: SittingId,
    splitting: Splitting,
) -> Result<Sitting> {
    app.store.write(actor, move |tx| tx.once(&once, |tx| split_in(tx, id, &splitting))).await
}

/// See [`split`].
pub fn split_in(tx: &Tx, id: SittingId, splitting: &Splitting) -> Result<Sitting> {
    let bill_id = tables::bill_of(tx, id)?.ok_or_else(|| Error::not_found("sitting"))?;
    billing::require_movable(tx, bill_id)?;
    let sitting = tables::require_open(tx, id)?;
    let going = choose(tx, bill_id, splitting)?;
    let payer = tables::leader_of(tx, &sitting)?;
    let table = tables::require_free(tx, splitting.table_id)?;
    let opened = tables::open_in(tx, table.id, splitting.covers, &tx.actor().who)?;
    if let Some(waiter) = &sitting.waiter {
        let row = tables::require_sitting(tx, opened.id)?;
        tables::keep_waiter_in(tx, &row, waiter)?;
    }
    let place = place_of(tx, opened.id)?;
    let (mut order_ids, mut left_order_ids) = (going.orders.clone(), Vec::new());
    ordering::reseat_orders_in(tx, &going.orders, &place)?;
    for (from, lines) in &going.lines {
        let parted = ordering::split_lines_in(tx, *from, lines, &place)?;
        order_ids.push(parted);
        if parted != *from {
            left_order_ids.push(*from);
        }
    }
    let whole: Vec<OrderId> = order_ids.iter().copied().filter(|id| going.knew(*id)).collect();
    billing::orders_left_in(tx, &payer, &whole)?;
    let remain = sitting.covers.saturating_sub(splitting.covers).max(1);
    tables::count_in(tx, &sitting, remain.min(sitting.covers))?;
    tx.record(Fact::SittingSplit {
        sitting_id: opened.id,
        from_id: id,
        table_name: table.name,
        from_table_name: sitting.table_name,
        order_ids,
        left_order_ids,
    });
    view(tx, opened.id)
}

/// Whole orders that go, and lines of orders that stay.
struct Going {
    orders: Vec<OrderId>,
    lines: Vec<(OrderId, Vec<LineId>)>,
}

impl Going {
    /// Was it there before, and is not made by the split?
    fn knew(&self, id: OrderId) -> bool {
        self.orders.contains(&id) || self.lines.iter().any(|(from, _)| *from == id)
    }
}

fn choose(read: &Read, bill: BillId, splitting: &Splitting) -> Result<Going> {
    let on_bill = ordering::of_bill(read, bill)?;
    let wanted: BTreeSet<OrderId> = splitting.order_ids.iter().copied().collect();
    let mut orders = Vec::new();
    for id in wanted {
        let order = on_bill.iter().find(|order| order.id == id);
        let order = order.ok_or_else(|| Error::not_found("order"))?;
        if !order.is_billed() {
            return Err(Error::invalid("order_ids", "One of them was called off."));
        }
        orders.push(id);
    }
    let mut lines: Vec<(OrderId, Vec<LineId>)> = Vec::new();
    let wanted: BTreeSet<LineId> = splitting.line_ids.iter().copied().collect();
    for id in wanted {
        let order = order_with(&on_bill, id)?;
        match lines.iter_mut().find(|(from, _)| *from == order) {
            _ if orders.contains(&order) => {}
            Some((_, lines)) => lines.push(id),
            None => lines.push((order, vec![id])),
        }
    }
    if orders.is_empty() && lines.is_empty() {
        return Err(Error::invalid("order_ids", "Say which orders or lines go there."));
    }
    Ok(Going { orders, lines })
}

fn order_with(orders: &[Order], line: LineId) -> Result<OrderId> {
    let has = |order: &&Order| order.lines.iter().any(|l| l.id == line);
    let order = orders.iter().find(has).ok_or_else(|| Error::not_found("line"))?;
    let called_off = order.lines.iter().any(|l| l.id == line && l.live_quantity() == 0);
    match order.is_billed() && !called_off {
        true => Ok(order.id),
        false => Err(Error::invalid("line_ids", "One of them was called off.")),
    }
}
