use serde_json::json;

use super::claim::{Claim, ClaimBy, ClaimState, Payer};
use super::model::Bill;
use super::share::BillPart;
use super::sql::{self, claims};
use super::view::find_even_empty;
use crate::app::App;
use crate::base::{BillId, ClaimId, Code, Error, Paise, PartId, PaymentId, Result, limits};
use crate::store::{Read, Tx};
use crate::tables;
use crate::wire::{Actor, Fact};

/// What is to be written down as held.
pub struct Held {
    pub how: ClaimBy,
    pub part: Option<PartId>,
    pub amount: Paise,
    pub is_paying: bool,
}

pub fn hold_in(tx: &Tx, bill: &Bill, payer: Payer, held: Held) -> Result<Claim> {
    if claims::count(tx, bill.id)? >= limits::MAX_CLAIMS {
        return Err(Code::LimitReached.into());
    }
    let who = match payer.0 {
        Some(guest) => tables::find_guest(tx, guest)?.map(|guest| guest.name).unwrap_or_default(),
        None => tx.actor().who.clone(),
    };
    let claim = Claim {
        id: ClaimId::new(tx.now()),
        bill_id: bill.id,
        part_id: held.part,
        guest_id: payer.0,
        who,
        how: held.how,
        amount_paise: held.amount,
        state: ClaimState::Held,
        is_paying: held.is_paying,
        held_until: tx.now().plus_seconds(match held.is_paying {
            true => limits::CLAIM_PAYING_SECONDS,
            false => limits::CLAIM_SECONDS,
        }),
    };
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    if let Some(guest) = payer.0 {
        claims::drop_chosen(tx, bill.id, guest)?;
    }
    claims::insert(tx, &claim)?;
    tx.record(Fact::BillClaimed {
        claim_id: claim.id,
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        guest_id: payer.0,
        amount_paise: claim.amount_paise,
        held_until: claim.held_until,
    });
    Ok(claim)
}

/// Holds what is about to be paid through a gateway: what was claimed before, for longer, or an
/// amount nobody had chosen. Staff may ask for what others hold.
///
/// Errors: `not_found` for somebody else's claim, `already_paid` for one that was, `bill_held`.
pub fn hold_for_payment_in(
    tx: &Tx,
    bill: &Bill,
    payer: Payer,
    (known, part, amount): (Option<ClaimId>, Option<PartId>, Paise),
) -> Result<Claim> {
    let known = match known {
        Some(id) => Some(find_claim_of(tx, bill.id, id, payer)?),
        // Another way to pay the same is no second choice.
        None => {
            let held = claims::list_held(tx, bill.id, tx.now())?.into_iter();
            let is_same = |claim: &Claim| {
                (claim.guest_id, claim.part_id, claim.amount_paise) == (payer.0, part, amount)
            };
            held.filter(|_| payer.0.is_some()).find(is_same)
        }
    };
    let free = free_of(tx, bill, part, payer, known.as_ref().map(|claim| claim.id))?;
    if payer.0.is_some() {
        may_hold(bill, amount, free)?;
    }
    match known {
        Some(claim) if claim.amount_paise == amount && claim.state == ClaimState::Held => {
            let held_until = tx.now().plus_seconds(limits::CLAIM_PAYING_SECONDS);
            claims::mark_paying(tx, claim.id, held_until)?;
            sql::touch_bill(tx, bill.id, bill.sitting_id)?;
            Ok(Claim { held_until, is_paying: true, ..claim })
        }
        known => {
            let by_part = if part.is_some() { ClaimBy::Part } else { ClaimBy::Amount };
            let how = known.map_or(by_part, |claim| claim.how);
            hold_in(tx, bill, payer, Held { how, part, amount, is_paying: true })
        }
    }
}

/// Somebody came back from the gateway, where nothing was paid: they may choose anew.
pub fn not_paying_in(tx: &Tx, id: ClaimId) -> Result<()> {
    claims::mark_not_paying(tx, id)
}

/// A claim that can still be paid, whether or not its time is over.
///
/// Errors: `not_found`, `already_paid`.
pub fn find_claim_of(read: &Read, bill: BillId, id: ClaimId, payer: Payer) -> Result<Claim> {
    let claim = claims::find(read, id)?.filter(|claim| claim.bill_id == bill);
    let is_own = |claim: &Claim| payer.0.is_none() || claim.guest_id == payer.0;
    let claim = claim.filter(is_own).ok_or_else(|| Error::not_found("claim"))?;
    match claim.state {
        ClaimState::Used => Err(Code::AlreadyPaid.into()),
        ClaimState::Held | ClaimState::Dropped => Ok(claim),
    }
}

/// The money came: nothing is held for it any more, nor what else the same guest had thought of.
pub fn use_claim_in(tx: &Tx, id: ClaimId, payment: PaymentId) -> Result<()> {
    claims::mark_used(tx, id, payment)?;
    claims::drop_others(tx, id)
}

/// Gives up what was chosen. Doing it again changes nothing.
///
/// Error: `not_found`.
pub async fn drop_claim(
    app: &App,
    actor: &Actor,
    bill: BillId,
    id: ClaimId,
    payer: Payer,
) -> Result<Bill> {
    app.store.write(actor, move |tx| drop_claim_in(tx, bill, id, payer)).await
}

/// See [`drop_claim`].
pub fn drop_claim_in(tx: &Tx, id: BillId, claim: ClaimId, payer: Payer) -> Result<Bill> {
    let bill = find_even_empty(tx, id)?;
    let known = claims::find(tx, claim)?.filter(|claim| claim.bill_id == id);
    let is_own = |claim: &Claim| payer.0.is_none() || claim.guest_id == payer.0;
    let known = known.filter(is_own).ok_or_else(|| Error::not_found("claim"))?;
    if known.state != ClaimState::Held {
        return Ok(bill);
    }
    claims::mark_dropped(tx, claim)?;
    sql::touch_bill(tx, id, bill.sitting_id)?;
    let (bill_id, sitting_id) = (id, bill.sitting_id);
    tx.record(Fact::ClaimDropped { claim_id: claim, bill_id, sitting_id });
    find_even_empty(tx, id)
}

/// Error `bill_held` names what is free; `more_than_due` what is due.
pub fn may_hold(bill: &Bill, amount: Paise, free: Paise) -> Result<()> {
    if amount > bill.due_paise {
        let details = json!({ "due_paise": bill.due_paise });
        return Err(Error::new(Code::MoreThanDue).details(details));
    }
    if amount > free || amount == Paise::ZERO {
        let details = json!({ "free_paise": free, "due_paise": bill.due_paise });
        return Err(Error::new(Code::BillHeld).details(details));
    }
    Ok(())
}

/// What is due, of a part or of all, and held by nobody else; `but` is not counted either.
pub fn free_of(
    tx: &Tx,
    bill: &Bill,
    part: Option<PartId>,
    payer: Payer,
    but: Option<ClaimId>,
) -> Result<Paise> {
    let mut held = claims::list_held(tx, bill.id, tx.now())?;
    held.retain(|claim| Some(claim.id) != but);
    let mut free = bill.due_paise - held_by_others(&held, payer, None);
    if let Some(id) = part {
        let due = part_of(bill, id)?.due_paise;
        free = free.min(due - held_by_others(&held, payer, Some(id)));
    }
    Ok(free.max(Paise::ZERO))
}

pub fn held_by_others(held: &[Claim], payer: Payer, part: Option<PartId>) -> Paise {
    let others = held.iter().filter(|claim| claim.guest_id.is_none() || claim.guest_id != payer.0);
    let of_part = others.filter(|claim| part.is_none() || claim.part_id == part);
    of_part.map(|claim| claim.amount_paise).sum()
}

pub fn part_of(bill: &Bill, id: PartId) -> Result<&BillPart> {
    let part = bill.parts.iter().find(|part| part.id == id);
    part.ok_or_else(|| Error::not_found("part of the bill"))
}
