use super::credit::owe_overpaid_in;
use super::enter::{fix_paid_parts, pass_money_on};
use super::model::Bill;
use super::money::Payment;
use super::refund::withdraw_refunds_in;
use super::settle_up::settle_up_in;
use super::sql::{self, money, shares};
use super::view::find_even_empty;
use super::write_off::take_write_off_back_in;
use crate::base::{Code, Error, PaymentId, Result};
use crate::house;
use crate::store::Tx;
use crate::wire::{Fact, PaymentState, RefundReason};

/// Somebody looked: a payment that was not sure came, or did not. Saying it again changes nothing;
/// a "no" can be taken back on the same business day.
///
/// Errors: `not_found`; `illegal_transition` for a payment nobody doubts, of which was said before
/// that it came, or that did not on an earlier day.
pub fn verify_payment_in(tx: &Tx, id: PaymentId, is_true: bool) -> Result<Payment> {
    let payment = find(tx, id)?;
    let to = if is_true { PaymentState::Verified } else { PaymentState::Rejected };
    if payment.state == to {
        return Ok(payment);
    }
    match payment.state {
        PaymentState::Unverified => {}
        PaymentState::Rejected => may_take_back(tx, id)?,
        _ => return Err(Code::IllegalTransition.into()),
    }
    let bill = find_even_empty(tx, payment.bill_id)?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    let today = house::business_day(tx, tx.now())?;
    money::mark_judged(tx, id, to, today)?;
    let (payment_id, bill_id, sitting_id) = (id, bill.id, bill.sitting_id);
    tx.record(Fact::PaymentVerified { payment_id, bill_id, sitting_id, is_true });
    match (payment.state, to) {
        (_, PaymentState::Rejected) => never_came_in(tx, &bill, &payment)?,
        (PaymentState::Rejected, _) => came_after_all_in(tx, &bill)?,
        _ => {}
    }
    pass_money_on(tx, &find_even_empty(tx, bill.id)?)?;
    find(tx, id)
}

fn find(tx: &Tx, id: PaymentId) -> Result<Payment> {
    money::find_payment(tx, id)?.ok_or_else(|| Error::not_found("payment"))
}

/// The books of its day are open, and it was today that somebody tapped "it did not come".
fn may_take_back(tx: &Tx, id: PaymentId) -> Result<()> {
    let today = house::business_day(tx, tx.now())?;
    let (belongs_to, judged) = money::find_days(tx, id)?.unwrap_or((today, None));
    match judged == Some(today) && house::closed_at(tx, belongs_to)?.is_none() {
        true => Ok(()),
        false => Err(Code::IllegalTransition.into()),
    }
}

/// It is due again, and nothing of it goes back.
fn never_came_in(tx: &Tx, bill: &Bill, payment: &Payment) -> Result<()> {
    if let Some(part) = payment.part_id {
        shares::mark_fixed(tx, part, None)?;
    }
    withdraw_refunds_in(tx, bill, payment.id)
}

/// It counts again: what was paid instead, or taken back meanwhile, goes back.
fn came_after_all_in(tx: &Tx, bill: &Bill) -> Result<()> {
    if !bill.is_paid() {
        fix_paid_parts(tx, &find_even_empty(tx, bill.id)?)?;
        return settle_up_in(tx, bill.id);
    }
    take_write_off_back_in(tx, bill.id)?;
    owe_overpaid_in(tx, bill.id, RefundReason::Overpaid)
}
