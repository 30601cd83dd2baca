use super::model::Bill;
use super::money::Payment;
use super::settle::{may_settle, settle_in};
use super::share::PartState;
use super::sql::{self, money, shares};
use super::view::find_even_empty;
use crate::base::{Code, Error, Paise, PartId, PaymentId, Result};
use crate::house;
use crate::ordering;
use crate::store::{Read, Tx};
use crate::wire::{Fact, MoneyStatus, PayMethod, PaymentState, PaymentTaken};

/// Money that came in, as it is to be written down.
pub struct Entry {
    pub part: Option<PartId>,
    pub method: PayMethod,
    pub state: PaymentState,
    /// Taken off the bill: never more than is due.
    pub amount: Paise,
    pub tip: Paise,
    pub surplus: Paise,
    pub change: Paise,
    pub reference: String,
}

/// Writes a payment down. When nothing is due any more and the bill can be settled, its invoice is
/// issued in the same transaction.
pub fn enter_payment_in(tx: &Tx, bill: &Bill, entry: Entry) -> Result<Payment> {
    let Entry { part, method, state, amount, tip, surplus, change, reference } = entry;
    let payment = Payment {
        id: PaymentId::new(tx.now()),
        bill_id: bill.id,
        part_id: part,
        method,
        state,
        amount_paise: amount,
        tip_paise: tip,
        surplus_paise: surplus,
        received_paise: amount + tip + surplus + change,
        change_paise: change,
        reference,
        at: tx.now(),
        by: tx.actor().who.clone(),
    };
    let business_day = house::business_day(tx, tx.now())?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    money::insert_payment(tx, &payment, business_day)?;
    tx.record(Fact::PaymentTaken(Box::new(PaymentTaken {
        payment_id: payment.id,
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        part_id: payment.part_id,
        method: payment.method,
        state: payment.state,
        amount_paise: payment.amount_paise,
        tip_paise: payment.tip_paise,
        surplus_paise: payment.surplus_paise,
        received_paise: payment.received_paise,
        change_paise: payment.change_paise,
        reference: payment.reference.clone(),
        business_day,
        order_ids: bill.order_ids.clone(),
    })));
    let now = find_even_empty(tx, bill.id)?;
    fix_paid_parts(tx, &now)?;
    // What is all surplus pays for nothing.
    let pays = payment.amount_paise > Paise::ZERO || payment.surplus_paise == Paise::ZERO;
    if pays && !now.is_paid() && now.due_paise == Paise::ZERO && can_settle(tx, &now)? {
        settle_in(tx, &now)?;
    } else {
        pass_money_on(tx, &now)?;
    }
    Ok(payment)
}

/// A part that was paid stays what it was, whatever is ordered after.
pub fn fix_paid_parts(tx: &Tx, bill: &Bill) -> Result<()> {
    for part in &bill.parts {
        if part.state == PartState::Paid && part.paid_paise > Paise::ZERO {
            shares::mark_fixed(tx, part.id, Some(part.total_paise))?;
        }
    }
    Ok(())
}

/// Whether its invoice can be issued now. An order may still wait for a yes, or a course for the
/// kitchen: then the money is kept, and the invoice comes with the last step.
pub fn can_settle(read: &Read, bill: &Bill) -> Result<bool> {
    let waits = |error: &Error| {
        matches!(error.code(), Code::OrdersPending | Code::CourseWaiting | Code::NoBill)
    };
    match may_settle(bill).and_then(|()| ordering::require_fired(read, &bill.order_ids)) {
        Ok(()) => Ok(true),
        Err(error) if waits(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The orders know how far the bill they are on is paid. Once its invoice was issued they stay
/// closed, even when a payment turns out never to have come: only the money is due again.
pub fn pass_money_on(tx: &Tx, bill: &Bill) -> Result<()> {
    use MoneyStatus::{Paid, PartlyPaid, Unpaid};
    let passes = match bill.is_paid() {
        true => bill.money == Paid,
        false => matches!(bill.money, Unpaid | PartlyPaid),
    };
    for order in bill.order_ids.iter().filter(|_| passes) {
        ordering::mark_money_in(tx, *order, bill.money)?;
    }
    Ok(())
}
