use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::sql;
use crate::app::App;
use crate::base::{Code, Error, OnceKey, Paise, PaymentId, Result};
use crate::billing::{self, Bill, Payment};
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, PayMethod};

/// Cash was taken: what to give back, and the bill as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CashTaken {
    pub payment: Payment,
    pub change_paise: Paise,
    pub bill: Bill,
}

/// Takes cash for the whole bill that `target`, an order's or a bill's id, names.
///
/// Errors, none of which changes anything: `not_found`, `already_paid`, `orders_pending`,
/// `amount_short` with what is due, `invalid_value` for an amount nobody means.
pub async fn pay_cash(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    target: Uuid,
    received: Paise,
) -> Result<CashTaken> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| pay_cash_in(tx, target, received))).await
}

/// See [`pay_cash`].
pub fn pay_cash_in(tx: &Tx, target: Uuid, received: Paise) -> Result<CashTaken> {
    if !received.is_sane() {
        return Err(Error::invalid("amount_received_paise", "This is not an amount."));
    }
    let bill = billing::find_by_order_or_bill(tx, target)?;
    let due = bill.due_paise;
    if !bill.is_paid() && received < due {
        return Err(Error::new(Code::AmountShort).details(json!({ "due_paise": due })));
    }
    let payment = Payment {
        id: PaymentId::new(tx.now()),
        bill_id: bill.id,
        method: PayMethod::Cash,
        amount_paise: due,
        received_paise: received,
        change_paise: received - due,
        at: tx.now(),
        by: tx.actor().who.clone(),
    };
    billing::settle_in(tx, &bill, &payment)?;
    let day = house::load(tx)?.calendar()?.day_of(tx.now());
    sql::insert_payment(tx, &payment, day)?;
    let bill = billing::find(tx, bill.id)?;
    Ok(CashTaken { change_paise: payment.change_paise, payment, bill })
}
