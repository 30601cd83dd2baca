//! What guests choose to pay of a bill, each on their own phone. While a choice is held nobody else
//! is offered it, so that together they never pay more than the whole.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::hold::{Held, free_of, held_by_others, hold_in, may_hold, part_of};
use super::model::Bill;
use super::share::payable_by_line;
use super::sql::claims;
use super::view::find;
use crate::app::App;
use crate::base::{
    At, BillId, ClaimId, Code, Error, GuestId, LineId, OnceKey, Paise, PartId, Result, limits,
};
use crate::ordering::{self, Order, OrderLine};
use crate::store::{Read, Tx};
use crate::tables;
use crate::wire::Actor;
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
/// Errors: `no_bill`, `already_paid`, `part_required` where the bill is shared out, `bill_held`
/// when others hold what was asked for, `more_than_due`, `invalid_value`, `limit_reached`.
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
