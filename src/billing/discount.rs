use super::model::Bill;
use super::sql;
use super::view::find;
use crate::app::App;
use crate::base::{BillId, Code, Error, Result, clean_note, limits};
use crate::ordering;
use crate::pricing::Discount;
use crate::store::Tx;
use crate::wire::{Actor, Fact, Role};

/// Takes something off the whole bill, for a reason; `Discount::None` takes it back.
///
/// Errors: `no_bill`, `already_paid`, `reason_required`, `discount_limit`, `invalid_value` above the bill's amount.
pub async fn discount_bill(
    app: &App,
    actor: &Actor,
    bill: BillId,
    discount: Discount,
    reason: String,
    role: Role,
) -> Result<Bill> {
    let work = move |tx: &Tx| discount_bill_in(tx, bill, discount, &reason, role);
    app.store.write(actor, work).await
}

/// See [`discount_bill`].
pub fn discount_bill_in(
    tx: &Tx,
    id: BillId,
    discount: Discount,
    reason: &str,
    role: Role,
) -> Result<Bill> {
    let bill = find(tx, id)?;
    if bill.is_paid() {
        return Err(Code::AlreadyPaid.into());
    }
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    if discount != Discount::None && reason.is_empty() {
        return Err(Code::ReasonRequired.into());
    }
    if matches!(discount, Discount::Amount(amount) if amount > bill.quote.items_paise) {
        return Err(Error::invalid("amount_paise", "This is more than the bill."));
    }
    sql::touch_bill(tx, id, bill.sitting_id)?;
    sql::mark_discount(tx, id, discount, &reason)?;
    let changed = find(tx, id)?;
    if discount != Discount::None {
        // Discounts on lines count: together they are no more than either may be.
        ordering::may_give(tx, role, changed.quote.discount_paise, changed.quote.items_paise)?;
    }
    tx.record(Fact::BillDiscounted {
        bill_id: id,
        sitting_id: bill.sitting_id,
        discount_paise: changed.quote.discount_paise,
        reason,
    });
    Ok(changed)
}
