use uuid::Uuid;

use super::model::{Attempt, AttemptPage, AttemptState};
use super::{page, sql};
use crate::app::App;
use crate::base::{
    AttemptId, BillId, ClaimId, Code, Error, OnceKey, Paise, PartId, Result, SittingId, limits,
};
use crate::billing::{self, Bill, Payer};
use crate::gateways::pay::{Checkout, Page, PayError, next_look};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, PayMethod};
use crate::{house, ordering, tables};

/// The least a gateway takes.
const MIN_PAISE: Paise = Paise(100);

/// What somebody wants to pay through a gateway.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub method: PayMethod,
    pub page: AttemptPage,
    /// A bill, or one of its orders.
    pub target: Uuid,
    pub part: Option<PartId>,
    /// None: all that is due.
    pub amount: Option<Paise>,
    pub tip: Paise,
    /// A guest pays only for their own table.
    pub guest_of: Option<SittingId>,
    /// What was chosen before.
    pub claim: Option<ClaimId>,
    pub payer: Payer,
}

/// Opens a checkout with a gateway. The same key again answers the same checkout, and asks the
/// gateway again if its answer was lost.
///
/// Errors: `way_closed` when the gateway is not set up, rests, does not answer or refuses;
/// `not_found`, `already_paid`, `orders_pending`, `course_waiting`, `part_required`,
/// `more_than_due`, `bill_held` while another guest is about to pay that, `invalid_value`,
/// `limit_reached`.
pub async fn open(app: &App, actor: &Actor, key: OnceKey, wanted: Wanted) -> Result<Attempt> {
    let is_open = app.pay.is_open(wanted.method);
    // A checkout this key has opened is there, whether or not another could be opened now.
    let begun = move |tx: &Tx| {
        tx.once(&key, |tx| {
            is_open.map_err(closed)?;
            begin_in(tx, &wanted)
        })
    };
    let id = app.store.write(actor, begun).await?;
    let found = app.store.read(move |read| sql::find_attempt(read, id)).await?;
    let attempt = found.ok_or_else(|| Error::not_found("attempt"))?;
    if attempt.state != AttemptState::Opening {
        return Ok(attempt);
    }
    let checkout = checkout(app, &attempt).await?;
    let opened = app.pay.ask(attempt.method, |gateway| gateway.open(&checkout)).await;
    let opened = opened.map_err(closed)?;
    let known = move |tx: &Tx| {
        let first = next_look(0).map_or(0, |wait| wait.as_secs());
        let at = tx.now().plus_seconds(i64::try_from(first).unwrap_or(0));
        if sql::mark_opened(tx, id, &opened.order, opened.url.as_deref(), at)? {
            tx.record(Fact::AttemptOpened {
                attempt_id: id,
                bill_id: attempt.bill_id,
                method: attempt.method,
                amount_paise: attempt.amount_paise,
                tip_paise: attempt.tip_paise,
            });
        }
        sql::find_attempt(tx, id)?.ok_or_else(|| Error::not_found("attempt"))
    };
    app.store.write(actor, known).await
}

/// What the gateway is told of an attempt.
pub async fn checkout(app: &App, attempt: &Attempt) -> Result<Checkout> {
    let bill = attempt.bill_id;
    let (house, sitting) = app
        .store
        .read(move |read| Ok((house::load(read)?, tables::sitting_of_bill(read, bill)?)))
        .await?;
    let table = sitting.map(|sitting| sitting.table_name).unwrap_or_default();
    let return_url = match &app.settings.pay.return_url {
        Some(url) => url.clone(),
        None => format!("{}{}", tables::base_url(app, &house), page::back_path(attempt.id)),
    };
    Ok(Checkout {
        page: match attempt.page {
            AttemptPage::Hosted => Page::Hosted,
            AttemptPage::Link => Page::Link,
        },
        reference: attempt.id.to_string(),
        amount: attempt.asked(),
        about: format!("{}, table {table}", house.name),
        return_url,
    })
}

/// Why a way to pay is not open, for whoever must choose another.
pub fn closed(error: PayError) -> Error {
    let (why, source) = match error {
        PayError::NotSetUp => ("NOT_SET_UP", String::new()),
        PayError::Resting(seconds) => ("RESTING", format!("for {seconds} s")),
        PayError::Down(cause) => ("NO_ANSWER", cause),
        PayError::Later(cause) => ("BUSY", cause),
        PayError::NotNow(cause) | PayError::Refused(cause) => ("REFUSED", cause),
    };
    tracing::warn!(why, source, "a way to pay is closed");
    Error::new(Code::WayClosed).details(serde_json::json!({ "why": why })).source(source)
}

fn begin_in(tx: &Tx, wanted: &Wanted) -> Result<AttemptId> {
    let bill = billing::find_by_order_or_bill(tx, wanted.target)?;
    if let Some(sitting) = wanted.guest_of
        && tables::bill_of(tx, sitting)? != Some(bill.id)
    {
        return Err(Error::not_found("bill"));
    }
    let claim = wanted.claim.map(|id| billing::find_claim_of(tx, bill.id, id, wanted.payer));
    let claim = claim.transpose()?;
    let claimed = claim.as_ref().map(|claim| claim.amount_paise.min(bill.due_paise));
    let wanted = &Wanted {
        part: wanted.part.or(claim.and_then(|claim| claim.part_id)),
        amount: wanted.amount.or(claimed),
        ..wanted.clone()
    };
    let amount = amount_of(tx, &bill, wanted)?;
    if sql::count_attempts(tx, bill.id)? >= limits::MAX_ATTEMPTS {
        return Err(Code::LimitReached.into());
    }
    let held = (wanted.claim, wanted.part, amount);
    let claim = billing::hold_for_payment_in(tx, &bill, wanted.payer, held)?;
    let attempt = Attempt {
        id: AttemptId::new(tx.now()),
        method: wanted.method,
        page: wanted.page,
        bill_id: bill.id,
        part_id: wanted.part,
        amount_paise: amount,
        tip_paise: wanted.tip,
        state: AttemptState::Opening,
        gateway_order: String::new(),
        url: None,
        opened_at: tx.now(),
        claim_id: Some(claim.id),
    };
    sql::insert_attempt(tx, &attempt)?;
    Ok(attempt.id)
}

/// What is to be paid, if it can be paid now.
fn amount_of(read: &Read, bill: &Bill, wanted: &Wanted) -> Result<Paise> {
    if bill.due_paise == Paise::ZERO {
        return Err(Code::AlreadyPaid.into());
    }
    let due = match wanted.part {
        None => bill.due_paise,
        Some(id) => {
            let part = bill.parts.iter().find(|part| part.id == id);
            part.ok_or_else(|| Error::not_found("part of the bill"))?.due_paise.min(bill.due_paise)
        }
    };
    let amount = wanted.amount.unwrap_or(due);
    let is_sane = amount > Paise::ZERO && amount.is_sane() && wanted.tip.is_sane();
    if !is_sane || amount + wanted.tip < MIN_PAISE {
        return Err(Error::invalid("amount_paise", "A gateway takes one rupee at least."));
    }
    if amount > due {
        let details = serde_json::json!({ "due_paise": due });
        return Err(Error::new(Code::MoreThanDue).details(details));
    }
    if wanted.part.is_none() && !bill.parts.is_empty() && amount < bill.due_paise {
        return Err(Code::PartRequired.into());
    }
    if !bill.is_paid() && amount >= bill.due_paise {
        billing::may_settle(bill)?;
        ordering::require_fired(read, &bill.order_ids)?;
    }
    Ok(amount)
}

/// An attempt, for whoever may see its bill.
pub fn find_seen_by(read: &Read, id: AttemptId, guest: Option<SittingId>) -> Result<Attempt> {
    let found = sql::find_attempt(read, id)?.ok_or_else(|| Error::not_found("attempt"))?;
    may_see(read, found.bill_id, guest)?;
    Ok(found)
}

/// To a guest only their own table's bill exists.
pub fn may_see(read: &Read, bill: BillId, guest: Option<SittingId>) -> Result<()> {
    match guest {
        Some(sitting) if tables::bill_of(read, sitting)? != Some(bill) => {
            Err(Error::not_found("attempt"))
        }
        _ => Ok(()),
    }
}
