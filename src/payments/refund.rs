use crate::app::App;
use crate::base::{Code, Error, OnceKey, RefundId, Result};
use crate::billing::{self, Refund};
use crate::drawer;
use crate::store::Tx;
use crate::wire::{Actor, EntryKind, PayMethod, PaymentState, RefundState};

/// How money is given back by hand.
#[derive(Clone, Debug)]
pub enum Payout {
    /// Out of the drawer, whichever way it came.
    Cash,
    /// The way it came: a transfer's or a slip's number.
    Reference(String),
}

/// Gives back what is owed. Again is the same answer.
///
/// Errors: `not_found`; `payment_unverified` while nobody has said whether the payment came;
/// `drawer_required` for cash from nobody's drawer; `refund_not_due` while a gateway is at it, or when it went back already;
/// `invalid_value` for a reference that is none.
pub async fn pay_refund(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    id: RefundId,
    payout: Payout,
) -> Result<Refund> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| pay_refund_in(tx, id, &payout))).await
}

/// See [`pay_refund`].
pub fn pay_refund_in(tx: &Tx, id: RefundId, payout: &Payout) -> Result<Refund> {
    let refund = billing::find_refund(tx, id)?.ok_or_else(|| Error::not_found("refund"))?;
    if !matches!(refund.state, RefundState::Due | RefundState::Failed) {
        return Err(Code::RefundNotDue.into());
    }
    if refund.payment_state == PaymentState::Unverified {
        return Err(Code::PaymentUnverified.into());
    }
    match payout {
        Payout::Cash => {
            let (of, amount) = (Some(id.0), refund.amount_paise);
            let taken = drawer::enter_in(tx, EntryKind::Refund, amount, of, "")?;
            taken.ok_or(Code::DrawerRequired)?;
            billing::refund_done_in(tx, id, "cash")
        }
        Payout::Reference(reference) => {
            let by_hand = matches!(refund.method, PayMethod::Upi | PayMethod::Card);
            let fits = (4..=40).contains(&reference.len())
                && reference.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c));
            if !by_hand || !fits {
                let sentence = "Give the transfer's or the slip's number, or pay in cash.";
                return Err(Error::invalid("reference", sentence));
            }
            billing::refund_done_in(tx, id, reference)
        }
    }
}
