use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::place::place_of;
use crate::app::App;
use crate::base::{BillId, Code, Error, LineId, OnceKey, OrderId, Result, limits};
use crate::billing::{self, Bill};
use crate::ordering::{self, Order, OrderLine};
use crate::store::{Read, Tx};
use crate::tables::{self, SittingRow};
use crate::wire::{Actor, Fact, ItemsTransferred, LineTransferred};

/// What goes to another bill.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsTransfer {
    pub to_bill_id: BillId,
    pub lines: Vec<Portions>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Portions {
    pub line_id: LineId,
    /// How many of it; without it all that were not called off.
    pub quantity: Option<u32>,
}

/// Both bills as they are now. The first may have nothing left on it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Transferred {
    pub from: Bill,
    pub to: Bill,
}

/// Lines of one open bill, or some portions of them, go to another, with their tickets. Nothing is
/// fired again; food that was not served goes to the other table.
///
/// Errors: `no_bill`; `bill_paid` once money was taken on either; `bill_discounted` while something
/// is off the whole of either; `bill_shared`; `sitting_closed`; `orders_pending` for a line of an
/// order that waits for a yes; `change_unconfirmed`; `limit_reached`; `not_found`; `invalid_value`.
pub async fn transfer_items(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    from: BillId,
    items: ItemsTransfer,
) -> Result<Transferred> {
    let work = move |tx: &Tx| tx.once(&once, |tx| transfer_items_in(tx, from, &items));
    app.store.write(actor, work).await
}

/// See [`transfer_items`].
pub fn transfer_items_in(tx: &Tx, from: BillId, items: &ItemsTransfer) -> Result<Transferred> {
    if from == items.to_bill_id {
        return Err(Error::invalid("to_bill_id", "It is on this bill already."));
    }
    let giver = require_open(tx, from)?;
    let taker = require_open(tx, items.to_bill_id)?;
    let going = choose(tx, from, &items.lines)?;
    let on_bill = ordering::of_bill(tx, taker.bill_id)?.len();
    if on_bill + going.len() > limits::MAX_ORDERS_PER_SITTING {
        return Err(Code::LimitReached.into());
    }
    let place = place_of(tx, taker.id)?;
    let (mut order_ids, mut left_order_ids, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = Vec::new();
    for (order, chosen) in going {
        let moved = part_in(tx, &order, &chosen)?;
        let ids: Vec<LineId> = moved.iter().map(|line| line.line_id).collect();
        let now_on = ordering::split_lines_in(tx, order.id, &ids, &place)?;
        order_ids.push(now_on);
        match now_on == order.id {
            true => whole.push(order.id),
            false => left_order_ids.push(order.id),
        }
        lines.extend(moved);
    }
    billing::orders_left_in(tx, &giver, &whole)?;
    tables::touch_in(tx, giver.id)?;
    tables::touch_in(tx, taker.id)?;
    tx.record(Fact::ItemsTransferred(Box::new(ItemsTransferred {
        bill_id: taker.bill_id,
        from_bill_id: from,
        sitting_id: taker.id,
        from_id: giver.id,
        table_name: taker.table_name,
        from_table_name: giver.table_name,
        order_ids,
        left_order_ids,
        lines,
    })));
    let (from, to) = (billing::find_even_empty(tx, from)?, taker.bill_id);
    Ok(Transferred { from, to: billing::find_even_empty(tx, to)? })
}

/// Who pays a bill on which nothing was paid, given or shared.
fn require_open(read: &Read, id: BillId) -> Result<SittingRow> {
    let sitting = tables::sitting_of_bill(read, id)?.ok_or(Code::NoBill)?;
    let bill = billing::require_movable(read, id)?;
    if bill.is_some_and(|bill| !bill.parts.is_empty()) {
        return Err(Code::BillShared.into());
    }
    if sitting.closed_at.is_some() {
        return Err(Code::SittingClosed.into());
    }
    match sitting.merged_into {
        Some(_) => Err(Error::new(Code::NoBill).message("They are on the bill of another table.")),
        None => Ok(sitting),
    }
}

type Going = Vec<(Order, BTreeMap<LineId, u32>)>;

/// Which portions of which orders go.
fn choose(read: &Read, bill: BillId, wanted: &[Portions]) -> Result<Going> {
    if wanted.is_empty() || wanted.len() > limits::MAX_PART_LINES {
        return Err(Error::invalid("lines", "Say which lines go there."));
    }
    let mut named = BTreeSet::new();
    let mut going: BTreeMap<OrderId, BTreeMap<LineId, u32>> = BTreeMap::new();
    let orders = ordering::of_bill(read, bill)?;
    for Portions { line_id, quantity } in wanted {
        if !named.insert(*line_id) {
            return Err(Error::invalid("lines", "A line is named twice."));
        }
        let has = |order: &&Order| order.lines.iter().any(|line| line.id == *line_id);
        let order = orders.iter().find(has).ok_or_else(|| Error::not_found("line"))?;
        if order.is_waiting() {
            return Err(Code::OrdersPending.into());
        }
        let live = order.lines.iter().find(|l| l.id == *line_id).map(OrderLine::live_quantity);
        let live = live.filter(|_| order.is_billed()).unwrap_or_default();
        let quantity = quantity.unwrap_or(live);
        if quantity == 0 || quantity > live {
            return Err(Error::invalid("quantity", "That much is not there."));
        }
        going.entry(order.id).or_default().insert(*line_id, quantity);
    }
    let of = |order: Order| going.remove(&order.id).map(|lines| (order, lines));
    Ok(orders.into_iter().filter_map(of).collect())
}

/// Makes lines of their own for portions that go while others stay.
fn part_in(tx: &Tx, order: &Order, chosen: &BTreeMap<LineId, u32>) -> Result<Vec<LineTransferred>> {
    let mut lines = Vec::new();
    for line in &order.lines {
        let Some(quantity) = chosen.get(&line.id).copied() else { continue };
        let line_id = match quantity == line.live_quantity() {
            true => line.id,
            false => ordering::part_portions_in(tx, order, line.id, quantity)?,
        };
        let (from_line_id, name) = (line.id, line.name.clone());
        lines.push(LineTransferred { line_id, from_line_id, name, quantity });
    }
    Ok(lines)
}
