use super::model::Bill;
use super::{sql, view};
use crate::base::{BillId, Code, Error, OrderId, Paise, Result};
use crate::ordering;
use crate::store::{Read, Tx};
use crate::tables::SittingRow;

/// May orders leave this visit's bill or join it?
///
/// Errors: `bill_paid` once money has been taken; `bill_discounted` while something is off the
/// whole, for then nobody could say which orders it was given on. None when there are no orders.
pub fn require_movable(read: &Read, bill: BillId) -> Result<Option<Bill>> {
    let bill = match view::find(read, bill) {
        Ok(bill) => bill,
        Err(error) if error.code() == Code::NoBill => return Ok(None),
        Err(error) => return Err(error),
    };
    if bill.is_paid() || bill.kept_paise > Paise::ZERO {
        return Err(Code::BillPaid.into());
    }
    if bill.lines.iter().any(|line| line.order_id.is_none()) {
        let sentence =
            "Take off the bill what was not ordered first; it can be put on again after.";
        return Err(Error::new(Code::BillDiscounted).message(sentence));
    }
    match bill.discount {
        Some(_) => Err(Code::BillDiscounted.into()),
        None => Ok(Some(bill)),
    }
}

/// Orders left the bill of this visit: its version still grows, so that screens take the change.
pub fn orders_left_in(tx: &Tx, of: &SittingRow, orders: &[OrderId]) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let mut versions = 0;
    for id in orders {
        versions += ordering::find(tx, *id)?.version;
    }
    sql::mark_left(tx, of.bill_id, of.id, versions)
}
