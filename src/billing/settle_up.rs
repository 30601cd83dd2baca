use super::credit::owe_overpaid_in;
use super::enter::can_settle;
use super::model::Bill;
use super::settle::settle_in;
use super::sql::{self, money, shares};
use super::view::find_even_empty;
use crate::base::{BillId, OrderId, Paise, Result};
use crate::ordering;
use crate::store::{Read, Tx};
use crate::wire::{Fact, OrderStatus, RefundReason};

/// Gives a bill with money on it its way out, after something on it has become another: when nothing
/// is due and nothing waits, its invoice is issued, and what was paid beyond it is owed back; when
/// everything was called off, all of it is. Doing it again changes nothing.
pub fn settle_up_in(tx: &Tx, id: BillId) -> Result<()> {
    let bill = find_even_empty(tx, id)?;
    if bill.is_paid() || bill.kept_paise <= Paise::ZERO || !bill.waiting_order_ids.is_empty() {
        return Ok(());
    }
    if bill.lines.is_empty() {
        return give_all_back_in(tx, &bill);
    }
    if bill.due_paise == Paise::ZERO && can_settle(tx, &bill)? {
        settle_in(tx, &bill)?;
    }
    Ok(())
}

/// The bill of an order, when there is money on it and no invoice: see [`settle_up_in`].
pub fn unsettled_bill_of(read: &Read, order: OrderId) -> Result<Option<BillId>> {
    money::holds_money(read, order)
}

/// Nothing is left to pay for.
fn give_all_back_in(tx: &Tx, bill: &Bill) -> Result<()> {
    owe_overpaid_in(tx, bill.id, RefundReason::Cancelled)?;
    if !bill.parts.is_empty() {
        // Whoever had a part has their money back: what is ordered now is shared anew.
        sql::touch_bill(tx, bill.id, bill.sitting_id)?;
        shares::delete_plans(tx, bill.id)?;
        tx.record(Fact::BillSplit { bill_id: bill.id, sitting_id: bill.sitting_id, parts: 0 });
    }
    for order in ordering::of_bill(tx, bill.id)? {
        if matches!(order.status, OrderStatus::Cancelled | OrderStatus::Rejected) {
            ordering::mark_owed_back_in(tx, order.id)?;
        }
    }
    Ok(())
}
