use crate::app::App;
use crate::base::{Code, Error, Result, SittingId};
use crate::ordering;
use crate::store::Tx;
use crate::tables::{self, Sitting};
use crate::wire::Actor;

/// Ends a sitting at which nothing is owed, with those it pays for. Ending it again changes nothing.
///
/// Errors: `not_found`, `sitting_has_orders` while something is to be paid.
pub async fn close_sitting(app: &App, actor: &Actor, id: SittingId) -> Result<Sitting> {
    app.store.write(actor, move |tx| close_sitting_in(tx, id)).await
}

/// See [`close_sitting`].
pub fn close_sitting_in(tx: &Tx, id: SittingId) -> Result<Sitting> {
    let missing = || Error::not_found("sitting");
    let sitting = tables::require_sitting(tx, id)?;
    let merged = sitting.closed_at.is_none() && sitting.merged_into.is_some();
    let orders = match merged {
        true => ordering::of_sitting(tx, id)?,
        false => ordering::of_bill(tx, sitting.bill_id)?,
    };
    if orders.iter().any(|o| o.is_billed() && !o.is_settled()) {
        return Err(Code::SittingHasOrders.into());
    }
    if merged {
        // The others stay: it takes what was called off along, and pays for nobody.
        ordering::rebill_in(tx, id, sitting.bill_id)?;
        tables::mark_merged_in(tx, id, None)?;
    }
    tables::close_in(tx, id)?;
    tables::find_sitting(tx, id)?.ok_or_else(missing)
}
