use crate::app::App;
use crate::base::{Code, Error, Result, SittingId};
use crate::ordering::{self, Order};
use crate::store::Tx;
use crate::tables::{self, Sitting};
use crate::wire::{Actor, MoneyStatus};

/// Ends a sitting at which nothing is owed. Ending it again changes nothing.
///
/// Errors: `not_found`, `sitting_has_orders` while something is to be paid.
pub async fn close_sitting(app: &App, actor: &Actor, id: SittingId) -> Result<Sitting> {
    app.store.write(actor, move |tx| close_sitting_in(tx, id)).await
}

/// See [`close_sitting`].
pub fn close_sitting_in(tx: &Tx, id: SittingId) -> Result<Sitting> {
    let missing = || Error::not_found("sitting");
    let sitting = tables::find_sitting(tx, id)?.ok_or_else(missing)?;
    let owed = |o: &Order| o.is_billed() && o.money == MoneyStatus::Unpaid;
    let orders = match ordering::bill_of_sitting(tx, sitting.id)? {
        Some(bill) => ordering::of_bill(tx, bill)?,
        None => Vec::new(),
    };
    if orders.iter().any(owed) {
        return Err(Code::SittingHasOrders.into());
    }
    tables::close_in(tx, id)?;
    tables::find_sitting(tx, id)?.ok_or_else(missing)
}
