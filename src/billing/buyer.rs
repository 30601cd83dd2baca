use super::extra::find_open;
use super::model::{Bill, Buyer};
use super::sql::{self, shares};
use super::view::find;
use crate::app::App;
use crate::base::{BillId, Error, Result, clean_line, clean_note, limits};
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Names whom the invoice is for; nothing in it takes the name off again.
///
/// Errors: `no_bill`, `already_paid`, `invalid_value`: a company is named with its GSTIN.
pub async fn name_buyer(app: &App, actor: &Actor, bill: BillId, buyer: Buyer) -> Result<Bill> {
    app.store.write(actor, move |tx| name_buyer_in(tx, bill, &buyer)).await
}

/// See [`name_buyer`].
pub fn name_buyer_in(tx: &Tx, id: BillId, buyer: &Buyer) -> Result<Bill> {
    let bill = find_open(tx, id)?;
    let buyer = Buyer {
        name: clean_note("name", &buyer.name, limits::MAX_NAME)?,
        address: clean_note("address", &buyer.address, limits::MAX_TEXT)?,
        gstin: house::checked_gstin(&buyer.gstin)?,
    };
    if buyer.name.is_empty() && buyer != Buyer::default() {
        return Err(Error::invalid("name", "Say whom the invoice is for."));
    }
    if !buyer.name.is_empty() {
        clean_line("name", &buyer.name, limits::MAX_NAME)?;
    }
    if bill.buyer.clone().unwrap_or_default() == buyer {
        return Ok(bill);
    }
    sql::touch_bill(tx, id, bill.sitting_id)?;
    shares::mark_buyer(tx, id, &buyer)?;
    tx.record(Fact::BuyerSet { bill_id: id, sitting_id: bill.sitting_id });
    find(tx, id)
}
