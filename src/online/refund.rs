use super::open::closed;
use super::sql::{self, RefundRow};
use crate::app::App;
use crate::base::{Code, Error, OnceKey, RefundId, Result};
use crate::billing::{self, Refund};
use crate::gateways::pay::{PayError, RefundAsk, RefundProgress, Refunded};
use crate::store::Tx;
use crate::wire::{Actor, PayMethod, RefundState};

/// Refunds made at once.
const BATCH: usize = 20;
/// Seconds until a refund is asked for or looked at again: doubled with each try, up to an hour.
const FIRST_WAIT: i64 = 15;
const LONGEST_WAIT: i64 = 3_600;

/// Gives back what is owed through `method`, and looks after what is on its way.
pub async fn refund_due(app: &App, method: PayMethod) -> Result<()> {
    let now = app.clock.now();
    let owed = app.store.read(move |read| billing::list_refunds_to_ask(read, method, 1));
    if !owed.await?.is_empty() {
        app.store.write(&Actor::the_box(), move |tx| ask_for_owed_in(tx, method)).await?;
    }
    let due = app.store.read(move |read| sql::list_refunds(read, method, now, BATCH)).await?;
    for RefundRow { key, .. } in due {
        let begun = move |tx: &Tx| begin_in(tx, &key);
        let Some(row) = app.store.write(&Actor::the_box(), begun).await? else { continue };
        let answer = answer(app, &row).await;
        if matches!(answer, Err(PayError::NotSetUp | PayError::Resting(_))) {
            continue;
        }
        let key = row.key.clone();
        let written = move |tx: &Tx| answered_in(tx, row, answer);
        if let Err(error) = app.store.write(&Actor::the_box(), written).await {
            // One that cannot be written down holds no other up; it is looked for later.
            tracing::error!(%error, key, "what became of a refund was not written down");
        }
    }
    Ok(())
}

/// From now on the gateway is at it: nobody gives the same money back in cash beside it.
fn ask_for_owed_in(tx: &Tx, method: PayMethod) -> Result<()> {
    for refund in billing::list_refunds_to_ask(tx, method, BATCH)? {
        billing::refund_asked_in(tx, refund.id)?;
        let row = RefundRow {
            key: refund.id.to_string(),
            method,
            refund_id: Some(refund.id),
            payment: refund.payment_reference,
            amount: refund.amount_paise,
            state: RefundState::Due,
            gateway_refund: String::new(),
            tries: 0,
            round: 1,
        };
        sql::insert_refund(tx, &row)?;
    }
    Ok(())
}

/// Claims a refund for the gateway before it is asked, and counts the try: whatever becomes of the
/// answer, the next one looks first. None when somebody else
/// is at it, or it went back in another way.
fn begin_in(tx: &Tx, key: &str) -> Result<Option<RefundRow>> {
    let Some(row) = sql::find_due_refund(tx, key, tx.now())? else { return Ok(None) };
    if let Some(id) = row.refund_id {
        let refund = billing::refund_asked_in(tx, id)?;
        if refund.state != RefundState::Pending {
            sql::mark_refund(tx, &RefundRow { state: refund.state, ..row }, None, "")?;
            return Ok(None);
        }
    }
    let wait = (FIRST_WAIT << row.tries.min(10)).min(LONGEST_WAIT);
    let row = RefundRow { tries: row.tries.saturating_add(1), ..row };
    sql::mark_refund(tx, &row, Some(tx.now().plus_seconds(wait)), "")?;
    Ok(Some(row))
}

/// How the refund stands, or why not. What may have been made before, its answer lost, is looked
/// for by our name before anything is asked again.
async fn answer(app: &App, row: &RefundRow) -> Result<Refunded, PayError> {
    let ask = RefundAsk {
        reference: row.key.clone(),
        key: match row.round {
            1 => row.key.clone(),
            round => format!("{}-{round}", row.key),
        },
        payment: row.payment.clone(),
        amount: row.amount,
    };
    if !row.gateway_refund.is_empty() {
        let known = row.gateway_refund.as_str();
        let seen = app.pay.ask(row.method, |gateway| gateway.look_at_refund(known)).await;
        return seen.map_err(unknown);
    }
    let again = row.tries > 1;
    if again && let Some(made) = find(app, row.method, &ask).await? {
        return Ok(made);
    }
    match app.pay.ask(row.method, |gateway| gateway.refund(&ask)).await {
        Err(error @ (PayError::Refused(_) | PayError::NotNow(_))) if again => {
            // The one whose answer was lost may have come through only now.
            find(app, row.method, &ask).await?.ok_or(error)
        }
        answer => answer,
    }
}

async fn find(app: &App, method: PayMethod, ask: &RefundAsk) -> Result<Option<Refunded>, PayError> {
    let found = app.pay.ask(method, |gateway| gateway.find_refund(ask)).await;
    found.map_err(unknown)
}

/// Who may not look knows nothing: that is no no.
fn unknown(error: PayError) -> PayError {
    match error {
        PayError::Refused(why) | PayError::NotNow(why) => PayError::Later(why),
        error => error,
    }
}

fn answered_in(tx: &Tx, mut row: RefundRow, answer: Result<Refunded, PayError>) -> Result<()> {
    let wait = (FIRST_WAIT << (row.tries - 1).min(10)).min(LONGEST_WAIT);
    let next = Some(tx.now().plus_seconds(wait));
    let refunded = match answer {
        Ok(refunded) => refunded,
        Err(PayError::Refused(why)) => return failed_in(tx, row, &why, None),
        Err(PayError::NotNow(why)) => return failed_in(tx, row, &why, next),
        Err(PayError::Down(why) | PayError::Later(why)) => {
            let why = short(&why);
            sql::mark_refund(tx, &row, next, &why)?;
            return row.refund_id.map_or(Ok(()), |id| billing::refund_waits_in(tx, id, &why));
        }
        Err(PayError::NotSetUp | PayError::Resting(_)) => return Ok(()),
    };
    row.gateway_refund = refunded.refund;
    match refunded.progress {
        RefundProgress::Failed => failed_in(tx, row, "the gateway could not give it back", None),
        RefundProgress::Pending => {
            row.state = RefundState::Pending;
            sql::mark_refund(tx, &row, next, "")?;
            row.refund_id.map_or(Ok(()), |id| billing::refund_waits_in(tx, id, ""))
        }
        RefundProgress::Done => {
            row.state = RefundState::Done;
            sql::mark_refund(tx, &row, None, "")?;
            match row.refund_id {
                Some(id) => billing::refund_done_in(tx, id, &row.gateway_refund).map(|_| ()),
                None => Ok(()),
            }
        }
    }
}

fn short(why: &str) -> String {
    why.chars().take(200).collect()
}

/// It stays owed and is for people now; with `next` the box asks again by itself as well. Asked
/// again it has a new key, for a gateway may repeat its no under the old one.
fn failed_in(tx: &Tx, mut row: RefundRow, why: &str, next: Option<crate::base::At>) -> Result<()> {
    let why = short(why);
    tracing::warn!(key = row.key, why, "a gateway refused to give money back");
    row.state = RefundState::Failed;
    row.gateway_refund = String::new();
    row.round = row.round.saturating_add(1);
    sql::mark_refund(tx, &row, next, &why)?;
    let Some(id) = row.refund_id else { return Ok(()) };
    match billing::refund_failed_in(tx, id, &why) {
        // Somebody found another way meanwhile.
        Err(error) if error.code() == Code::IllegalTransition => Ok(()),
        failed => failed.map(|_| ()),
    }
}

/// Asks a gateway once more for a refund it would not make. From now on it is the gateway's again:
/// no cash is given beside it.
///
/// Errors: `not_found`; `refund_not_due` for one that did not fail at a gateway; `way_closed` when
/// the gateway is not set up any more.
pub async fn retry(app: &App, actor: &Actor, key: OnceKey, id: RefundId) -> Result<Refund> {
    let found = app.store.read(move |read| billing::find_refund(read, id)).await?;
    let method = found.ok_or_else(|| Error::not_found("refund"))?.method;
    let is_set_up = app.pay.gateway(method).map(|_| ());
    let again = move |tx: &Tx| {
        tx.once(&key, |tx| {
            let refund = retry_in(tx, id)?;
            is_set_up.map_err(closed)?;
            Ok(refund)
        })
    };
    app.store.write(actor, again).await
}

/// See [`retry`].
pub fn retry_in(tx: &Tx, id: RefundId) -> Result<Refund> {
    let refund = billing::find_refund(tx, id)?.ok_or_else(|| Error::not_found("refund"))?;
    let row = sql::find_refund(tx, &id.to_string())?;
    match (refund.state, row) {
        (RefundState::Pending, Some(_)) => Ok(refund),
        (RefundState::Failed, Some(row)) => {
            let row = RefundRow { state: RefundState::Due, ..row };
            sql::mark_refund(tx, &row, Some(tx.now()), "")?;
            billing::refund_asked_in(tx, id)?;
            billing::find_refund(tx, id)?.ok_or_else(|| Error::not_found("refund"))
        }
        _ => Err(Code::RefundNotDue.into()),
    }
}
