use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::refund::retry_in;
use super::sql::mismatches;
use crate::app::App;
use crate::base::{
    At, AttemptId, BillId, Code, Error, OnceKey, Paise, RefundId, Result, clean_note, limits,
};
use crate::billing;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, PayMethod, RefundState};
use crate::words;

words! {
    /// What a manager did about money that was not what was asked for. To take it for a bill is not
    /// among it.
    pub enum Resolution {
        /// Taken note of: it goes back through the gateway, or went.
        Noted = "NOTED",
        /// The gateway refused once and is asked again.
        GiveBack = "GIVE_BACK",
        /// Given back elsewhere: at the gateway's own pages, or by a transfer.
        GivenBack = "GIVEN_BACK",
    }
}

/// Money that came through a gateway and was not what was asked for. No bill takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mismatch {
    pub attempt_id: AttemptId,
    pub bill_id: BillId,
    pub table_name: String,
    pub method: PayMethod,
    /// The gateway's own name for it.
    pub payment: String,
    pub asked_paise: Paise,
    /// In whatever currency it came.
    pub came_paise: Paise,
    pub flagged_at: At,
    /// Its way back, among the other refunds of the bill.
    pub refund_id: Option<RefundId>,
    /// How far its way back is; none where nothing came.
    pub refund_state: Option<RefundState>,
    pub failure: String,
    pub resolution: Option<Resolution>,
    pub resolved_at: Option<At>,
    pub resolved_by: String,
    pub note: String,
}

/// What a manager says about it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolving {
    pub attempt_id: AttemptId,
    pub payment: String,
    pub how: Resolution,
    /// Needed where it was given back elsewhere: how, and under which number.
    #[serde(default)]
    pub note: String,
}

/// Those somebody has to look at, or all; the latest first.
pub fn mismatches(read: &Read, all: bool) -> Result<Vec<Mismatch>> {
    mismatches::list(read, all, limits::MAX_PAGE)
}

/// Settles what is to happen with such money; every word of it is in the book of facts.
///
/// Errors: `not_found`; `illegal_transition` when it was settled in another way, or goes back
/// already; `refund_not_due` to take note only of what the gateway refused to give back;
/// `reason_required`.
pub async fn resolve(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    resolving: Resolving,
) -> Result<Mismatch> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| resolve_in(tx, &resolving))).await
}

/// See [`resolve`].
pub fn resolve_in(tx: &Tx, resolving: &Resolving) -> Result<Mismatch> {
    let Resolving { attempt_id, payment, how, note } = resolving;
    let known = find(tx, *attempt_id, payment)?;
    if known.resolution == Some(*how) && *how != Resolution::GiveBack {
        return Ok(known);
    }
    if known.resolution.is_some() {
        return Err(Code::IllegalTransition.into());
    }
    let note = clean_note("note", note, limits::MAX_NOTE)?;
    let failed = known.refund_state == Some(RefundState::Failed);
    match how {
        Resolution::Noted if failed => {
            let sentence =
                "The gateway did not give it back. Ask again, or give it back elsewhere.";
            return Err(Error::new(Code::RefundNotDue).message(sentence));
        }
        Resolution::Noted => {}
        Resolution::GiveBack | Resolution::GivenBack if !failed => {
            return Err(Code::IllegalTransition.into());
        }
        Resolution::GiveBack => retry(tx, known.refund_id)?,
        Resolution::GivenBack if note.is_empty() => return Err(Code::ReasonRequired.into()),
        Resolution::GivenBack => given_back(tx, known.refund_id, &note)?,
    }
    // Asked again it stays on the list until it is known how that went.
    if *how != Resolution::GiveBack {
        mismatches::mark_resolved(tx, *attempt_id, payment, *how, &note)?;
    }
    tx.record(Fact::MismatchResolved {
        attempt_id: *attempt_id,
        bill_id: known.bill_id,
        method: known.method,
        payment: payment.clone(),
        came_paise: known.came_paise,
        how: how.to_string(),
        note,
    });
    find(tx, *attempt_id, payment)
}

fn find(tx: &Tx, attempt: AttemptId, payment: &str) -> Result<Mismatch> {
    let found = mismatches::find(tx, attempt, payment)?;
    found.ok_or_else(|| Error::not_found("payment that was not what was asked for"))
}

fn retry(tx: &Tx, refund: Option<RefundId>) -> Result<()> {
    retry_in(tx, refund.ok_or(Code::RefundNotDue)?).map(|_| ())
}

fn given_back(tx: &Tx, refund: Option<RefundId>, how: &str) -> Result<()> {
    billing::refund_done_in(tx, refund.ok_or(Code::RefundNotDue)?, how).map(|_| ())
}
