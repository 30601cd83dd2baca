use super::feed::{feed_in, owe_odd_in};
use super::model::{Attempt, AttemptState, Event};
use super::sql;
use crate::app::App;
use crate::base::{At, AttemptId, Result};
use crate::gateways::pay::{PayError, next_look};
use crate::store::Tx;
use crate::wire::Actor;

/// How long until an attempt is looked at again when the gateway did not answer.
const RETRY_SECONDS: i64 = 15;
/// At most so long lies between two looks the gateway refuses; after so long they end.
const LONGEST_SECONDS: i64 = 3_600;
const PATIENCE_SECONDS: i64 = 3 * 86_400;

/// Asks the gateway how an attempt stands, and does what follows. The attempt as it is then; as it
/// was when the gateway does not answer: what was missed is found out later.
pub async fn look(app: &App, attempt: Attempt) -> Result<Attempt> {
    if attempt.gateway_order.is_empty() {
        return Ok(attempt);
    }
    let order = attempt.gateway_order.as_str();
    let seen = app.pay.ask(attempt.method, |gateway| gateway.look(order)).await;
    let id = attempt.id;
    match seen {
        Ok(seen) => {
            let events: Vec<Event> = seen.into_iter().map(Event::Seen).collect();
            let told = move |tx: &Tx| {
                let (looks, _) = sql::find_looks(tx, id)?;
                let next = next_look(looks + 1).map(|wait| later(tx.now(), wait.as_secs()));
                sql::mark_looked(tx, id, looks + 1, next)?;
                let attempt = feed_in(tx, id, &events)?;
                owe_odd_in(tx, &attempt)?;
                give_up_in(tx, attempt, next)
            };
            app.store.write(&Actor::the_box(), told).await
        }
        Err(PayError::NotSetUp | PayError::Resting(_)) => Ok(attempt),
        Err(PayError::Refused(why) | PayError::NotNow(why)) => {
            tracing::warn!(%id, why, "a gateway does not say how an attempt stands");
            app.store.write(&Actor::the_box(), move |tx| refused_in(tx, attempt)).await
        }
        Err(error) => {
            tracing::info!(%id, ?error, "an attempt could not be looked at");
            app.store.write(&Actor::the_box(), move |tx| postpone_in(tx, id)).await?;
            Ok(attempt)
        }
    }
}

/// It was looked at in vain: this look does not count.
pub fn postpone_in(tx: &Tx, id: AttemptId) -> Result<()> {
    let (looks, _) = sql::find_looks(tx, id)?;
    sql::mark_looked(tx, id, looks, Some(tx.now().plus_seconds(RETRY_SECONDS)))
}

/// The gateway does not know it, or not us: it is asked ever more seldom, and not for ever. A
/// webhook that comes still counts.
fn refused_in(tx: &Tx, attempt: Attempt) -> Result<Attempt> {
    // What its webhook told of other money was signed: that goes back all the same.
    owe_odd_in(tx, &attempt)?;
    let doublings = sql::count_refused(tx, attempt.id)?.min(10);
    let wait = (RETRY_SECONDS << doublings).min(LONGEST_SECONDS);
    let gives_up = tx.now() > attempt.opened_at.plus_seconds(PATIENCE_SECONDS);
    let is_over = gives_up || attempt.state == AttemptState::Mismatched;
    let next = (!is_over).then(|| tx.now().plus_seconds(wait));
    sql::mark_refused(tx, attempt.id, next)?;
    give_up_in(tx, attempt, next)
}

fn later(now: At, seconds: u64) -> At {
    now.plus_seconds(i64::try_from(seconds).unwrap_or(0))
}

/// After three days nobody pays any more. If somebody does, the webhook still tells.
fn give_up_in(tx: &Tx, attempt: Attempt, next: Option<At>) -> Result<Attempt> {
    use AttemptState::{Authorized, Failed, Open};
    if next.is_some() || !matches!(attempt.state, Open | Failed | Authorized) {
        return Ok(attempt);
    }
    sql::mark_state(tx, attempt.id, AttemptState::Abandoned)?;
    Ok(Attempt { state: AttemptState::Abandoned, ..attempt })
}
