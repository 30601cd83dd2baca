use super::model::Bill;
use super::money::Refund;
use super::sql::{self, money};
use super::view::find_even_empty;
use crate::base::{Code, Error, RefundId, Result};
use crate::house;
use crate::ordering;
use crate::store::Tx;
use crate::wire::{Fact, MoneyStatus, OrderStatus, RefundState};

/// Money went back. Saying it again changes nothing.
///
/// Error: `not_found`.
pub fn refund_done_in(tx: &Tx, id: RefundId, reference: &str) -> Result<Refund> {
    let refund = find(tx, id)?;
    if refund.state == RefundState::Done {
        return Ok(refund);
    }
    let bill = touched(tx, &refund)?;
    let day = house::business_day(tx, tx.now())?;
    money::mark_refund_done(tx, id, reference, day)?;
    let (bill_id, sitting_id, reference) = (bill.id, bill.sitting_id, reference.to_owned());
    tx.record(Fact::RefundDone { refund_id: id, bill_id, sitting_id, reference });
    if find_even_empty(tx, bill.id)?.money != MoneyStatus::RefundDue {
        // What was called off is not among the bill's own orders any more.
        for order in ordering::of_bill(tx, bill.id)? {
            if matches!(order.status, OrderStatus::Cancelled | OrderStatus::Rejected) {
                ordering::mark_refunded_in(tx, order.id)?;
            }
        }
    }
    find(tx, id)
}

/// The gateway was asked, and has not said yes or no.
pub fn refund_asked_in(tx: &Tx, id: RefundId) -> Result<Refund> {
    let refund = find(tx, id)?;
    if matches!(refund.state, RefundState::Done | RefundState::Pending) {
        return Ok(refund);
    }
    touched(tx, &refund)?;
    money::mark_refund(tx, id, RefundState::Pending, "")?;
    find(tx, id)
}

/// The gateway would not. It stays owed: somebody tries again, or pays it in cash.
///
/// Errors: `not_found`, `illegal_transition` when it went back already.
pub fn refund_failed_in(tx: &Tx, id: RefundId, failure: &str) -> Result<Refund> {
    let refund = find(tx, id)?;
    match refund.state {
        RefundState::Done => return Err(Code::IllegalTransition.into()),
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
