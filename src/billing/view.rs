use uuid::Uuid;

use super::model::{Bill, BillDiscount, BillLine, BillState};
use super::sql::{self, BillRow};
use crate::base::{At, BillId, Bps, Code, Error, OrderId, Paise, Result, SittingId};
use crate::house;
use crate::ordering::{self, BilledLine, Order};
use crate::pricing::{Discount, Quote, profile_at, quote};
use crate::store::Read;
use crate::tables;

/// A bill as it stands. Error `no_bill` when nothing was ordered on it.
pub fn find(read: &Read, id: BillId) -> Result<Bill> {
    let orders = ordering::of_bill(read, id)?;
    let opened_at = orders.first().map(|first| first.placed_at).ok_or(Code::NoBill)?;
    shown_with(read, id, &orders, opened_at)
}

/// A bill whose orders may all have gone to another: then nothing is due on it.
pub fn find_even_empty(read: &Read, id: BillId) -> Result<Bill> {
    match find(read, id) {
        Err(error) if error.code() == Code::NoBill => {
            let sitting = tables::sitting_of_bill(read, id)?.ok_or(Code::NoBill)?;
            shown_with(read, id, &[], sitting.opened_at)
        }
        found => found,
    }
}

fn shown_with(read: &Read, id: BillId, orders: &[Order], opened_at: At) -> Result<Bill> {
    let sitting = tables::sitting_of_bill(read, id)?.ok_or(Code::NoBill)?;
    let row = sql::find_bill(read, id)?.unwrap_or_default();
    let invoice = sql::find_invoice(read, id)?;
    let (lines, quote) = match &invoice {
        Some(invoice) => (invoice.lines.clone(), invoice.quote.clone()),
        None => price(read, orders, row.discount, opened_at)?,
    };
    let paid = invoice.is_some();
    let total = quote.total_paise;
    let of = |keep: fn(&Order) -> bool| orders.iter().filter(move |o| keep(o)).map(|o| o.id);
    Ok(Bill {
        id,
        sitting_id: sitting.id,
        table_id: sitting.table_id,
        table_name: sitting.table_name,
        state: if paid { BillState::Paid } else { BillState::Open },
        order_ids: of(Order::is_billed).collect(),
        waiting_order_ids: of(Order::is_waiting).collect(),
        lines,
        quote,
        discount: shown_discount(&row),
        paid_paise: if paid { total } else { Paise::ZERO },
        due_paise: if paid { Paise::ZERO } else { total },
        opened_at,
        paid_at: invoice.as_ref().map(|i| i.issued_at),
        version: row.version + orders.iter().map(|o| o.version).sum::<u32>(),
        invoice,
    })
}

/// The bill of a sitting: its own, or that of the one it is merged into. Error `no_bill` before
/// its first order.
pub fn bill_of_sitting(read: &Read, sitting: SittingId) -> Result<Bill> {
    let id = tables::bill_of(read, sitting)?.ok_or(Code::NoBill)?;
    find(read, id)
}

/// The bill of this name, or the bill the order of this name is on.
pub fn find_by_order_or_bill(read: &Read, id: Uuid) -> Result<Bill> {
    match find(read, BillId(id)) {
        Err(error) if error.code() == Code::NoBill => {
            let order =
                ordering::find(read, OrderId(id)).map_err(|_| Error::not_found("order or bill"))?;
            find(read, order.bill_id)
        }
        found => found,
    }
}

/// All accepted lines, priced together under the rates of the hour the bill was opened.
fn price(
    read: &Read,
    orders: &[Order],
    discount: Discount,
    opened_at: At,
) -> Result<(Vec<BillLine>, Quote)> {
    let (mut billed, mut items) = (Vec::new(), Vec::new());
    for order in orders.iter().filter(|o| o.is_billed() && !o.is_waiting()) {
        for BilledLine { line, item } in ordering::billed_lines(read, order.id)? {
            items.push(item);
            billed.push((order, line));
        }
    }
    let profile = profile_at(read, opened_at)?;
    let priced = quote(&items, discount, &profile, house::load(read)?.round_to_paise);
    let lines = billed.into_iter().zip(&priced.lines).map(|((order, line), q)| BillLine {
        line_id: line.id,
        order_id: order.id,
        order_number: order.number,
        menu_item_id: line.menu_item_id,
        name: line.name,
        name_local: line.name_local,
        variant_name: line.variant_name,
        modifiers: line.modifiers,
        diet: line.diet,
        quantity: q.quantity,
        unit_paise: q.unit_paise,
        gross_paise: q.gross_paise,
        discount_paise: q.discount_paise,
        net_paise: q.net_paise,
        tax_class: q.tax_class.clone(),
    });
    let lines = lines.collect();
    Ok((lines, priced))
}

fn shown_discount(row: &BillRow) -> Option<BillDiscount> {
    let reason = row.reason.clone();
    match row.discount {
        Discount::None => None,
        Discount::Percent(percent_bps) => {
            Some(BillDiscount { percent_bps, amount_paise: Paise::ZERO, reason })
        }
        Discount::Amount(amount_paise) => {
            Some(BillDiscount { percent_bps: Bps(0), amount_paise, reason })
        }
    }
}
