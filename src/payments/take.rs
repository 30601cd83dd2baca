use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::base::{BillId, ClaimId, Code, Error, OnceKey, Paise, PartId, Result};
use crate::billing::{self, Bill, BillPart, Entry, Payment};
use crate::drawer;
use crate::house;
use crate::ordering;
use crate::store::{Read, Tx};
use crate::wire::{Actor, EntryKind, PayMethod, PaymentState, RefundReason};

/// Money somebody brings.
#[derive(Clone, Debug)]
pub struct Taking {
    pub method: PayMethod,
    /// Whose part of a shared bill it is for.
    pub part: Option<PartId>,
    /// What it takes off the bill; None: all that is due.
    pub amount: Option<Paise>,
    pub tip: Paise,
    /// What was handed over. Only cash is more than amount and tip.
    pub received: Option<Paise>,
    /// A UTR, a slip's number or a gateway's payment; empty for cash.
    pub reference: String,
    pub state: PaymentState,
    /// What a guest chose to pay: it is not held any more.
    pub claim: Option<ClaimId>,
}

impl Taking {
    pub fn cash(received: Paise) -> Taking {
        Taking {
            method: PayMethod::Cash,
            part: None,
            amount: None,
            tip: Paise::ZERO,
            received: Some(received),
            reference: String::new(),
            state: PaymentState::Taken,
            claim: None,
        }
    }
}

/// Money was taken: what to give back, and the bill as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Taken {
    pub payment: Payment,
    pub change_paise: Paise,
    pub bill: Bill,
}

/// Takes money for the bill that `target`, an order's or a bill's id, names.
///
/// Errors, none of which changes anything: `not_found`, `already_paid`, `orders_pending`,
/// `course_waiting`, `part_required`, `more_than_due`, `amount_short` with what is due,
/// `reference_used`, `unverified_limit`, `invalid_value` for an amount nobody means.
pub async fn take(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    target: Uuid,
    taking: Taking,
) -> Result<Taken> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| take_in(tx, target, &taking))).await
}

/// See [`take`].
pub fn take_in(tx: &Tx, target: Uuid, taking: &Taking) -> Result<Taken> {
    check_amounts(taking)?;
    let bill = billing::find_by_order_or_bill(tx, target)?;
    if bill.is_paid() && bill.due_paise == Paise::ZERO {
        return Err(Code::AlreadyPaid.into());
    }
    let by_hand = billing::Payer(None);
    let claim = taking.claim.map(|id| billing::find_claim_of(tx, bill.id, id, by_hand));
    let claim = claim.transpose()?;
    let part = taking.part.or(claim.as_ref().and_then(|claim| claim.part_id));
    let due = due_of(&bill, part)?;
    let claimed = claim.as_ref().map(|claim| claim.amount_paise.min(due));
    let amount = taking.amount.or(claimed).unwrap_or(due);
    if amount > due {
        return Err(Error::new(Code::MoreThanDue).details(json!({ "due_paise": due })));
    }
    let wanted = amount + taking.tip;
    let received = taking.received.unwrap_or(wanted);
    if received < wanted {
        return Err(Error::new(Code::AmountShort).details(json!({ "due_paise": wanted })));
    }
    if part.is_none() && !bill.parts.is_empty() && amount < bill.due_paise {
        return Err(Code::PartRequired.into());
    }
    may_take(tx, &bill, amount)?;
    check_reference(tx, taking)?;
    check_unverified(tx, taking, wanted)?;
    let entry = Entry {
        part,
        method: taking.method,
        state: taking.state,
        amount,
        tip: taking.tip,
        surplus: Paise::ZERO,
        change: received - wanted,
        reference: taking.reference.clone(),
    };
    let payment = billing::enter_payment_in(tx, &bill, entry)?;
    put_in_drawer(tx, &payment)?;
    if let Some(claim) = claim {
        billing::use_claim_in(tx, claim.id, payment.id)?;
    }
    let bill = billing::find(tx, bill.id)?;
    Ok(Taken { change_paise: payment.change_paise, payment, bill })
}

/// Cash is in the drawer of whoever took it, if they have one open.
fn put_in_drawer(tx: &Tx, payment: &Payment) -> Result<()> {
    if payment.method != PayMethod::Cash {
        return Ok(());
    }
    let (of, kept) = (Some(payment.id.0), payment.amount_paise + payment.surplus_paise);
    drawer::enter_in(tx, EntryKind::Sale, kept, of, "")?;
    if payment.tip_paise > Paise::ZERO {
        drawer::enter_in(tx, EntryKind::Tip, payment.tip_paise, of, "")?;
    }
    Ok(())
}

/// Writes down money that came for certain, through a gateway. It is never refused: what is more
/// than is due, or comes for a bill that was paid, is owed back at once. The same reference again
/// is the same payment.
///
/// Errors: `not_found`, `invalid_value`.
pub fn receive_in(tx: &Tx, bill: BillId, taking: &Taking) -> Result<Taken> {
    check_amounts(taking)?;
    let (method, reference) = (taking.method, taking.reference.as_str());
    if reference.is_empty() {
        return Err(Error::invalid("reference", "A gateway's payment has a name."));
    }
    let bill = billing::find_even_empty(tx, bill)?;
    if let Some(payment) = billing::find_payment_by_reference(tx, method, reference)? {
        return Ok(Taken { change_paise: Paise::ZERO, payment, bill });
    }
    let part = taking.part.filter(|id| bill.parts.iter().any(|part| part.id == *id));
    let asked = taking.amount.unwrap_or(bill.due_paise);
    let amount = asked.min(due_of(&bill, part)?);
    let surplus = asked - amount;
    let entry = Entry {
        part,
        method,
        state: taking.state,
        amount,
        tip: taking.tip,
        surplus,
        change: Paise::ZERO,
        reference: reference.to_owned(),
    };
    let payment = billing::enter_payment_in(tx, &bill, entry)?;
    if let Some(claim) = taking.claim {
        billing::use_claim_in(tx, claim, payment.id)?;
    }
    if surplus > Paise::ZERO {
        let reason = match amount > Paise::ZERO {
            true => RefundReason::Overpaid,
            false => RefundReason::DoublePayment,
        };
        billing::owe_surplus_in(tx, &payment, reason)?;
    }
    let bill = billing::find_even_empty(tx, bill.id)?;
    Ok(Taken { change_paise: Paise::ZERO, payment, bill })
}

/// Writes down money that came through a gateway and is not what was asked for: none of it pays the
/// bill, and all of it is owed back. The same reference again is the same payment.
///
/// Errors: `not_found`, `no_bill`.
pub fn receive_odd_in(
    tx: &Tx,
    bill: BillId,
    method: PayMethod,
    reference: &str,
    came: Paise,
) -> Result<Payment> {
    if let Some(payment) = billing::find_payment_by_reference(tx, method, reference)? {
        return Ok(payment);
    }
    let bill = billing::find_even_empty(tx, bill)?;
    let entry = Entry {
        part: None,
        method,
        state: PaymentState::Taken,
        amount: Paise::ZERO,
        tip: Paise::ZERO,
        surplus: came,
        change: Paise::ZERO,
        reference: reference.to_owned(),
    };
    let payment = billing::enter_payment_in(tx, &bill, entry)?;
    billing::owe_surplus_in(tx, &payment, RefundReason::Mismatch)?;
    Ok(payment)
}

fn check_amounts(taking: &Taking) -> Result<()> {
    let sane = |field: &str, amount: Option<Paise>| match amount.is_none_or(Paise::is_sane) {
        true => Ok(()),
        false => Err(Error::invalid(field, "This is not an amount.")),
    };
    sane("amount_paise", taking.amount)?;
    sane("tip_paise", Some(taking.tip))?;
    sane("amount_received_paise", taking.received)
}

/// What is due of a part, or of the whole bill.
fn due_of(bill: &Bill, part: Option<PartId>) -> Result<Paise> {
    let Some(id) = part else { return Ok(bill.due_paise) };
    let part: Option<&BillPart> = bill.parts.iter().find(|part| part.id == id);
    let part = part.ok_or_else(|| Error::not_found("part of the bill"))?;
    Ok(part.due_paise.min(bill.due_paise))
}

/// What takes the rest settles the bill, if it can be settled; nothing takes nothing.
fn may_take(read: &Read, bill: &Bill, amount: Paise) -> Result<()> {
    if !bill.is_paid() && amount >= bill.due_paise {
        billing::may_settle(bill)?;
        return ordering::require_fired(read, &bill.order_ids);
    }
    if amount == Paise::ZERO {
        return Err(Error::invalid("amount_paise", "This is not an amount."));
    }
    Ok(())
}

fn check_reference(read: &Read, taking: &Taking) -> Result<()> {
    if taking.method == PayMethod::Cash {
        return Ok(());
    }
    let reference = &taking.reference;
    let fits = (4..=40).contains(&reference.len())
        && reference.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c));
    if !fits {
        let sentence = "A reference has 4 to 40 letters and digits.";
        return Err(Error::invalid("reference", sentence));
    }
    match billing::find_payment_by_reference(read, taking.method, reference)? {
        Some(_) => Err(Code::ReferenceUsed.into()),
        None => Ok(()),
    }
}

/// A day's payments that nobody has checked stay within what the owner dares.
fn check_unverified(tx: &Tx, taking: &Taking, wanted: Paise) -> Result<()> {
    if taking.state != PaymentState::Unverified {
        return Ok(());
    }
    let house = house::load(tx)?;
    let day = house::business_day(tx, tx.now())?;
    let taken = billing::sum_unverified(tx, day)?;
    let limit = Paise(house.unverified_limit_paise);
    if taken + wanted > limit {
        let details = json!({ "limit_paise": limit, "unverified_paise": taken });
        return Err(Error::new(Code::UnverifiedLimit).details(details));
    }
    Ok(())
}
