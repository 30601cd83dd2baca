use super::model::{Order, OrderLine};
use super::sql::{self, LineRow, OrderRow};
use crate::base::{Error, OrderId, Result};
use crate::pricing::{Discount, Item, Quote, TaxProfile, profile_at, quote};
use crate::store::Read;
use crate::wire::LineStatus;

/// A line as it stands on a bill: what it is, and what it costs.
pub struct BilledLine {
    pub line: OrderLine,
    pub item: Item,
}

/// The whole order, priced under the rates of the hour it was placed.
pub fn find(read: &Read, id: OrderId) -> Result<Order> {
    let row = sql::find_order(read, id)?.ok_or_else(|| Error::not_found("order"))?;
    complete(read, row)
}

/// Adds lines, price and history to an order's row.
pub fn complete(read: &Read, row: OrderRow) -> Result<Order> {
    let lines = sql::list_lines(read, row.id)?;
    let history = sql::list_steps(read, row.id)?;
    let quote = price(&lines, &profile_at(read, row.placed_at)?, row.round_to);
    let lines: Vec<_> = lines.into_iter().map(|l| l.line).collect();
    Ok(Order {
        id: row.id,
        number: row.number,
        business_day: row.business_day,
        sitting_id: row.sitting_id,
        bill_id: row.bill_id,
        table_id: row.table_id,
        table_name: row.table_name,
        status: row.status,
        money: row.money,
        placed_at: row.placed_at,
        accepted_at: row.accepted_at,
        placed_by: row.placed_by,
        placed_by_guest_id: row.guest_id,
        source: row.source,
        eta_minutes: Order::eta(&lines, row.status),
        lines,
        quote,
        notes: row.notes,
        version: row.version,
        area_id: row.area_id,
        accept_at: row.accept_at,
        is_rush: row.is_rush,
        passed_at: row.passed_at,
        history,
    })
}

/// The lines of an order that are to be paid for.
pub fn billed_lines(read: &Read, order: OrderId) -> Result<Vec<BilledLine>> {
    let lines = sql::list_lines(read, order)?.into_iter();
    let live = lines.filter(|l| l.line.status != LineStatus::Voided);
    Ok(live.map(|l| BilledLine { item: l.item(), line: l.line }).collect())
}

/// What the lines cost together. A voided line costs nothing, but an order that was called off as
/// a whole still shows what it would have cost.
pub fn price(lines: &[LineRow], profile: &TaxProfile, round_to: i64) -> Quote {
    let voided = |l: &LineRow| l.line.status == LineStatus::Voided;
    let called_off = lines.iter().all(voided);
    let items: Vec<Item> =
        lines.iter().filter(|l| called_off || !voided(l)).map(LineRow::item).collect();
    quote(&items, Discount::None, profile, round_to)
}

impl LineRow {
    /// The line as pricing knows it.
    pub fn item(&self) -> Item {
        Item {
            line_id: self.line.id,
            name: self.line.name.clone(),
            quantity: self.line.counted_quantity(),
            unit: self.line.unit_paise,
            discount: self.discount,
            tax_class: self.tax_class.clone(),
        }
    }
}
