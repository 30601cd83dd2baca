use super::model::Bill;
use super::money::Refund;
use super::sql::{self, money};
use super::view::find_even_empty;
use crate::base::{BillId, Code, Error, PaymentId, RefundId, Result};
use crate::house;
use crate::ordering;
use crate::store::Tx;
use crate::wire::{Fact, MoneyStatus, OrderStatus, RefundState};

/// Money went back. Saying it again changes nothing.
///
/// Errors: `not_found`, `refund_not_due` when the money never came.
pub fn refund_done_in(tx: &Tx, id: RefundId, reference: &str) -> Result<Refund> {
    let refund = find(tx, id)?;
    match refund.state {
        RefundState::Done => return Ok(refund),
        RefundState::Withdrawn => return Err(Code::RefundNotDue.into()),
        _ => {}
    }
    let bill = touched(tx, &refund)?;
    let day = house::business_day(tx, tx.now())?;
    money::mark_refund_done(tx, id, reference, day)?;
    let (bill_id, sitting_id, reference) = (bill.id, bill.sitting_id, reference.to_owned());
    tx.record(Fact::RefundDone { refund_id: id, bill_id, sitting_id, reference });
    orders_follow_in(tx, bill.id)?;
    find(tx, id)
}

/// Once nothing is owed back any more, the orders that were called off know it.
pub fn orders_follow_in(tx: &Tx, bill: BillId) -> Result<()> {
    if find_even_empty(tx, bill)?.money == MoneyStatus::RefundDue {
        return Ok(());
    }
    // What was called off is not among the bill's own orders any more.
    for order in ordering::of_bill(tx, bill)? {
        if matches!(order.status, OrderStatus::Cancelled | OrderStatus::Rejected) {
            ordering::mark_refunded_in(tx, order.id)?;
        }
    }
    Ok(())
}

/// A payment never came: what was to go back of it stays here.
pub fn withdraw_refunds_in(tx: &Tx, bill: &Bill, payment: PaymentId) -> Result<()> {
    let day = house::business_day(tx, tx.now())?;
    let open = bill.refunds.iter().filter(|r| r.payment_id == payment && r.is_open());
    for refund in open {
        money::mark_refund_withdrawn(tx, refund.id, day)?;
        tx.record(Fact::RefundWithdrawn {
            refund_id: refund.id,
            bill_id: bill.id,
            sitting_id: bill.sitting_id,
            amount_paise: refund.amount_paise,
        });
    }
    orders_follow_in(tx, bill.id)
}

/// The gateway is asked, and has not said yes or no: until it has, nobody gives the same money back
/// in another way. Answers the refund as it was when it is over already.
pub fn refund_asked_in(tx: &Tx, id: RefundId) -> Result<Refund> {
    let refund = find(tx, id)?;
    if refund.state == RefundState::Pending || !refund.is_open() {
        return Ok(refund);
    }
    touched(tx, &refund)?;
    money::mark_refund(tx, id, RefundState::Pending, "")?;
    find(tx, id)
}

/// Why what a gateway was asked for is not there yet; nothing when it only takes its time.
pub fn refund_waits_in(tx: &Tx, id: RefundId, why: &str) -> Result<()> {
    let refund = find(tx, id)?;
    if refund.state == RefundState::Pending && refund.failure != why {
        touched(tx, &refund)?;
        money::mark_refund(tx, id, RefundState::Pending, why)?;
    }
    Ok(())
}

/// The gateway would not. It stays owed: somebody tries again, or pays it in cash.
///
/// Errors: `not_found`, `illegal_transition` when it went back already.
pub fn refund_failed_in(tx: &Tx, id: RefundId, failure: &str) -> Result<Refund> {
    let refund = find(tx, id)?;
    match refund.state {
        RefundState::Done | RefundState::Withdrawn => {
            return Err(Code::IllegalTransition.into());
        }
        RefundState::Failed if refund.failure == failure => return Ok(refund),
        _ => {}
    }
    let bill = touched(tx, &refund)?;
    money::mark_refund(tx, id, RefundState::Failed, failure)?;
    let (bill_id, sitting_id, failure) = (bill.id, bill.sitting_id, failure.to_owned());
    tx.record(Fact::RefundFailed { refund_id: id, bill_id, sitting_id, failure });
    find(tx, id)
}

fn find(tx: &Tx, id: RefundId) -> Result<Refund> {
    money::find_refund(tx, id)?.ok_or_else(|| Error::not_found("refund"))
}

fn touched(tx: &Tx, refund: &Refund) -> Result<Bill> {
    let bill = find_even_empty(tx, refund.bill_id)?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    Ok(bill)
}
