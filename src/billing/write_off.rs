use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::Bill;
use super::sql::{self, writeoffs};
use super::view::find_even_empty;
use crate::app::App;
use crate::base::{BillId, Code, Day, OnceKey, Paise, Result, clean_note, limits};
use crate::house;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// An invoice that is due again, because a payment of it never came.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DueAgain {
    pub bill_id: BillId,
    pub due_paise: Paise,
}

/// Invoices issued up to `day` that are due again, oldest first; `after` is the last of the page
/// before.
pub fn list_due_again(
    read: &Read,
    day: Option<Day>,
    after: Option<BillId>,
    limit: usize,
) -> Result<Vec<DueAgain>> {
    let rows = writeoffs::list_due_again(read, day, after, limit)?.into_iter();
    Ok(rows.map(|row| DueAgain { bill_id: row.bill, due_paise: row.due }).collect())
}

/// Nobody will pay what an invoice is due again of: it is lost. Doing it again changes nothing.
///
/// Errors: `no_bill`; `illegal_transition` for a bill whose invoice was not issued: it is voided or
/// given away; `already_paid`; `reason_required`.
pub async fn write_off(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    bill: BillId,
    reason: String,
) -> Result<Bill> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| write_off_in(tx, bill, &reason))).await
}

/// See [`write_off`].
pub fn write_off_in(tx: &Tx, id: BillId, reason: &str) -> Result<Bill> {
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    if reason.is_empty() {
        return Err(Code::ReasonRequired.into());
    }
    let bill = find_even_empty(tx, id)?;
    if !bill.is_paid() {
        return Err(Code::IllegalTransition.into());
    }
    if bill.due_paise == Paise::ZERO {
        return Err(Code::AlreadyPaid.into());
    }
    enter_in(tx, &bill, bill.due_paise, &reason)?;
    find_even_empty(tx, id)
}

/// A payment came after all: what it pays is not lost.
pub fn take_write_off_back_in(tx: &Tx, id: BillId) -> Result<()> {
    let bill = find_even_empty(tx, id)?;
    let lost = bill.quote.total_paise - bill.credited_paise - bill.kept_paise;
    let too_much = bill.written_off_paise - lost.max(Paise::ZERO);
    if too_much > Paise::ZERO {
        enter_in(tx, &bill, -too_much, "It was paid after all.")?;
    }
    Ok(())
}

fn enter_in(tx: &Tx, bill: &Bill, amount_paise: Paise, reason: &str) -> Result<()> {
    let business_day = house::business_day(tx, tx.now())?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    writeoffs::insert(tx, bill.id, amount_paise, reason, business_day)?;
    tx.record(Fact::BillWrittenOff {
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        amount_paise,
        reason: reason.to_owned(),
        business_day,
    });
    Ok(())
}
