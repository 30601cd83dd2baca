//! What guests choose to pay of a bill, each on their own phone. While a choice is held nobody else
//! is offered it, so that together they never pay more than the whole.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::model::Bill;
use super::share::{BillPart, payable_by_line};
use super::sql::{self, claims};
use super::view::{find, find_even_empty};
use crate::app::App;
use crate::base::{
    At, BillId, ClaimId, Code, Error, GuestId, LineId, OnceKey, Paise, PartId, PaymentId, Result,
    limits,
};
use crate::ordering::{self, Order, OrderLine};
use crate::store::{Read, Tx};
use crate::tables;
use crate::wire::{Actor, Fact};
use crate::words;

words! {
    /// By what somebody chose what they pay.
    pub enum ClaimBy {
        /// What they ordered themselves.
        Mine = "MINE",
        Equal = "EQUAL",
        Amount = "AMOUNT",
        /// A part, where staff has shared the bill out.
        Part = "PART",
    }
}

words! {
    pub enum ClaimState {
        /// Until its time is over.
        Held = "HELD",
        /// The money came.
        Used = "USED",
        Dropped = "DROPPED",
    }
}

/// What somebody has said they pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    pub id: ClaimId,
    pub bill_id: BillId,
    pub part_id: Option<PartId>,
    /// None: staff asks somebody for it.
    pub guest_id: Option<GuestId>,
    pub who: String,
    pub how: ClaimBy,
    pub amount_paise: Paise,
    pub state: ClaimState,
    /// Somebody is at a gateway with it: money may be on its way.
    pub is_paying: bool,
    /// After this others are offered it again.
    pub held_until: At,
}

/// What a guest chooses.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "how", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum Choice {
    /// What I ordered, less what I paid of it before.
    Mine,
    /// One of so many equal shares of the whole bill.
    Equal {
        of: u32,
    },
    Amount {
        amount_paise: Paise,
    },
    /// A part of a bill that staff has shared out.
    Part {
        part_id: PartId,
    },
}

/// What of a bill can be chosen now, by whoever asks.
#[derive(Serialize, ToSchema)]
pub struct Claims {
    pub due_paise: Paise,
    /// What others hold.
    pub held_paise: Paise,
    pub free_paise: Paise,
    /// What the guest who asks ordered and has not paid; never more than is free.
    pub mine_paise: Paise,
    pub mine: Vec<LineId>,
    /// Those that are held, oldest first; the asker's own too.
    pub items: Vec<Claim>,
}

/// Who pays: a guest, or somebody staff asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payer(pub Option<GuestId>);

/// What is held of a bill, and what there is to choose from.
pub fn claims(read: &Read, id: BillId, payer: Payer, now: At) -> Result<Claims> {
    let bill = find(read, id)?;
    let items = claims::list_held(read, id, now)?;
    let held_paise = held_by_others(&items, payer, None);
    let free_paise = (bill.due_paise - held_paise).max(Paise::ZERO);
    let (mine, mine_paise) = match payer.0 {
        Some(guest) => mine(read, &bill, guest)?,
        None => (Vec::new(), Paise::ZERO),
    };
    Ok(Claims {
        due_paise: bill.due_paise,
        held_paise,
        free_paise,
        mine_paise: mine_paise.min(free_paise),
        mine,
        items,
    })
}

/// Chooses what to pay, in place of what the same guest chose before. What they are at a gateway
/// with is still kept from others.
///
/// Errors: `no_bill`, `already_paid`, `part_required` where the bill is shared out, `bill_held` when
/// others hold what was asked for, `more_than_due`, `invalid_value`, `limit_reached`.
pub async fn claim(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    bill: BillId,
    payer: Payer,
    choice: Choice,
) -> Result<Claim> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| claim_in(tx, bill, payer, &choice))).await
}

/// See [`claim`].
pub fn claim_in(tx: &Tx, id: BillId, payer: Payer, choice: &Choice) -> Result<Claim> {
    let bill = find(tx, id)?;
    if bill.due_paise == Paise::ZERO {
        return Err(Code::AlreadyPaid.into());
    }
    let (how, part, wanted) = match choice {
        Choice::Mine => {
            let guest =
                payer.0.ok_or_else(|| Error::invalid("how", "Only a guest has ordered."))?;
            (ClaimBy::Mine, None, mine(tx, &bill, guest)?.1)
        }
        Choice::Equal { of } if (2..=limits::MAX_COVERS).contains(of) => {
            (ClaimBy::Equal, None, bill.quote.total_paise.ratio(1, i64::from(*of)))
        }
        Choice::Equal { .. } => {
            let sentence = format!("A bill is shared by 2 to {}.", limits::MAX_COVERS);
            return Err(Error::invalid("of", sentence));
        }
        Choice::Amount { amount_paise } => (ClaimBy::Amount, None, *amount_paise),
        Choice::Part { part_id } => {
            let part = part_of(&bill, *part_id)?;
            (ClaimBy::Part, Some(part.id), part.due_paise.min(bill.due_paise))
        }
    };
    if !bill.parts.is_empty() && part.is_none() && wanted < bill.due_paise {
        return Err(Code::PartRequired.into());
    }
    if wanted <= Paise::ZERO || !wanted.is_sane() {
        let sentence = match how {
            ClaimBy::Mine => "Nothing of what you ordered is left to pay.",
            _ => "This is not an amount.",
        };
        return Err(Error::invalid("amount_paise", sentence));
    }
    let free = free_of(tx, &bill, part, payer, None)?;
    let amount = match choice {
        // Who names an amount means it; the others take what there is.
        Choice::Amount { .. } => wanted,
        Choice::Equal { of } if free - wanted < Paise(i64::from(*of)) => free,
        _ => wanted.min(free),
    };
    may_hold(&bill, amount, free)?;
    hold_in(tx, &bill, payer, Held { how, part, amount, is_paying: false })
}

/// What is to be written down as held.
struct Held {
    how: ClaimBy,
    part: Option<PartId>,
    amount: Paise,
    is_paying: bool,
}

fn hold_in(tx: &Tx, bill: &Bill, payer: Payer, held: Held) -> Result<Claim> {
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
fn may_hold(bill: &Bill, amount: Paise, free: Paise) -> Result<()> {
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
fn free_of(
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

fn held_by_others(held: &[Claim], payer: Payer, part: Option<PartId>) -> Paise {
    let others = held.iter().filter(|claim| claim.guest_id.is_none() || claim.guest_id != payer.0);
    let of_part = others.filter(|claim| part.is_none() || claim.part_id == part);
    of_part.map(|claim| claim.amount_paise).sum()
}

fn part_of(bill: &Bill, id: PartId) -> Result<&BillPart> {
    let part = bill.parts.iter().find(|part| part.id == id);
    part.ok_or_else(|| Error::not_found("part of the bill"))
}

/// A guest's own lines, and what of them they have not paid.
fn mine(read: &Read, bill: &Bill, guest: GuestId) -> Result<(Vec<LineId>, Paise)> {
    let name = tables::find_guest(read, guest)?.map(|guest| guest.name).unwrap_or_default();
    // Who sent the cart of a whole table ordered for the others what they had put in.
    let is_mine = |order: &Order, line: &OrderLine| match line.guest_name.as_str() {
        "" => order.placed_by_guest_id == Some(guest),
        other if other == order.placed_by => order.placed_by_guest_id == Some(guest),
        other => other == name,
    };
    let mut lines = Vec::new();
    for id in &bill.order_ids {
        let order = ordering::find(read, *id)?;
        let own = order.lines.iter().filter(|line| is_mine(&order, line));
        lines.extend(own.map(|line| line.id));
    }
    let payable = payable_by_line(&bill.quote);
    let own = payable.iter().filter(|(line, _)| lines.contains(line));
    let total: Paise = own.map(|(_, payable)| *payable).sum();
    lines.retain(|line| bill.lines.iter().any(|billed| billed.line_id == *line));
    let paid = claims::sum_paid(read, bill.id, guest, ClaimBy::Mine)?;
    Ok((lines, (total - paid).max(Paise::ZERO)))
}
