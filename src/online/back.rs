use super::look::look;
use super::model::{Attempt, AttemptState};
use super::sql;
use crate::app::App;
use crate::base::{AttemptId, Code, Error, Result, SittingId};
use crate::billing;
use crate::gateways::pay::Returned;
use crate::store::Tx;
use crate::wire::{Actor, PayMethod};

/// Seconds between two looks that nobody with a signature asked for.
const PAUSE_SECONDS: i64 = 2;

/// What checkout hands to a page when it is done.
#[derive(Clone, Debug)]
pub struct Claim {
    pub order: String,
    pub payment: String,
    pub signature: String,
}

/// A page says that it was paid. The signature only says that the gateway sent it: the money is
/// what we then see at the gateway ourselves, now or, when it does not answer, later.
///
/// Errors: `not_found`, `bad_signature`.
pub async fn verify(app: &App, claim: Claim, guest: Option<SittingId>) -> Result<Attempt> {
    let order = claim.order.clone();
    let found = app.store.read(move |read| {
        let found = sql::find_attempt_by_order(read, PayMethod::Razorpay, &order)?;
        let found = found.ok_or_else(|| Error::not_found("attempt"))?;
        super::open::may_see(read, found.bill_id, guest)?;
        Ok(found)
    });
    let attempt = found.await?;
    // The order we stored, not the one the browser names, though here they are the same.
    let (order, payment) = (attempt.gateway_order.as_str(), claim.payment.as_str());
    let returned = Returned::Checkout { order, payment, signature: &claim.signature };
    let gateway = app.pay.gateway(PayMethod::Razorpay);
    if !gateway.is_ok_and(|gateway| gateway.signed(&returned)) {
        return Err(Code::BadSignature.into());
    }
    look_unless_over(app, attempt).await
}

/// A browser comes back from the gateway's page, with or without a signature that holds. Either way
/// the gateway is asked; without one only now and then.
///
/// Error: `not_found`.
pub async fn come_back(
    app: &App,
    id: AttemptId,
    returned: Option<Returned<'_>>,
) -> Result<Attempt> {
    let now = app.clock.now();
    let found = app.store.read(move |read| {
        let attempt = sql::find_attempt(read, id)?.ok_or_else(|| Error::not_found("attempt"))?;
        let (_, looked_at) = sql::find_looks(read, id)?;
        Ok((attempt, looked_at.is_none_or(|at| now.seconds_since(at) >= PAUSE_SECONDS)))
    });
    let (attempt, is_time) = found.await?;
    let of_this = |returned: &Returned| {
        let order = match *returned {
            Returned::Checkout { order, .. } => order,
            Returned::Link { link, .. } => link,
        };
        order == attempt.gateway_order
    };
    let gateway = app.pay.gateway(attempt.method);
    let is_signed = gateway.is_ok_and(|gateway| {
        returned.is_some_and(|returned| of_this(&returned) && gateway.signed(&returned))
    });
    if !is_signed && !is_time {
        return Ok(attempt);
    }
    let attempt = look_unless_over(app, attempt).await?;
    let unpaid = matches!(attempt.state, AttemptState::Open | AttemptState::Failed);
    if let Some(claim) = attempt.claim_id.filter(|_| unpaid) {
        let choose_anew = move |tx: &Tx| billing::not_paying_in(tx, claim);
        app.store.write(&Actor::the_box(), choose_anew).await?;
    }
    Ok(attempt)
}

async fn look_unless_over(app: &App, attempt: Attempt) -> Result<Attempt> {
    match attempt.state {
        AttemptState::Settled | AttemptState::Mismatched => Ok(attempt),
        _ => look(app, attempt).await,
    }
}
