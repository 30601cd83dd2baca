use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::feed::feed_in;
use super::model::{Attempt, Event};
use super::sql::{self, EventRow};
use crate::app::App;
use crate::base::{At, Code, Result};
use crate::gateways::pay::{News, Signed};
use crate::store::{Read, Tx};
use crate::wire::{Actor, PayMethod};

/// Events digested in one go.
const BATCH: usize = 50;
/// How often something is tried that failed for a reason of our own.
const MAX_TRIES: u32 = 20;
/// How long what was digested is kept, to be read by people.
const KEPT_DAYS: i64 = 30;

/// Takes a webhook in: believed only by the signature of its raw bytes, written down once, and
/// digested at once, it alone; if that fails, at the next look.
///
/// Error: `bad_signature`.
pub async fn hear(app: &App, method: PayMethod, signed: Signed<'_>) -> Result<()> {
    let event = believe(app, method, signed, app.clock.now())?;
    let write = move |tx: &Tx| Ok(note_in(tx, &event)?.then_some(event));
    if let Some(event) = app.store.write(&Actor::the_box(), write).await?
        && let Err(error) = digest_one(app, event).await
    {
        tracing::warn!(%error, "a webhook is written down, and digested at the next look");
    }
    Ok(())
}

/// What a gateway says, if it is the one that says it: `at` is when that came, by whom it came.
///
/// Error: `bad_signature`.
pub fn believe(app: &App, method: PayMethod, signed: Signed<'_>, at: At) -> Result<EventRow> {
    let event_id = app.pay.believe(method, signed, at).ok_or(Code::BadSignature)?;
    let digest = Sha256::digest(signed.body).to_vec();
    Ok(EventRow { method, event_id, digest, body: signed.body.to_vec() })
}

/// Writes it down, once. False when it is known.
pub fn note_in(tx: &Tx, event: &EventRow) -> Result<bool> {
    sql::forget_events(tx, At::from_millis(tx.now().millis() - KEPT_DAYS * 86_400_000))?;
    sql::insert_event(tx, event)
}

/// Digests the events that wait; answers how many of them could be.
pub async fn digest_waiting(app: &App) -> Result<usize> {
    let waiting = app.store.read(|read| sql::list_waiting_events(read, BATCH)).await?;
    let mut count = 0;
    for event in waiting {
        count += usize::from(digest_one(app, event).await?);
    }
    Ok(count)
}

/// False when it is to be tried again later: one that cannot be digested holds no other up.
async fn digest_one(app: &App, event: EventRow) -> Result<bool> {
    let news = app.pay.gateway(event.method).ok().and_then(|g| g.read(&event.body));
    let event = Arc::new(event);
    let told = event.clone();
    let digest = move |tx: &Tx| match news {
        None => sql::mark_event_failed(tx, &told, "it cannot be read"),
        Some(news) => digest_in(tx, &told, news),
    };
    let Err(error) = app.store.write(&Actor::the_box(), digest).await else { return Ok(true) };
    let for_good = is_for_good(error.code());
    if !for_good && error.code() != Code::Internal {
        return Err(error);
    }
    tracing::error!(%error, id = event.event_id, "a webhook could not be digested");
    let why = error.to_string();
    let lay_aside = move |tx: &Tx| {
        let over = for_good || sql::mark_event_tried(tx, &event)? >= MAX_TRIES;
        if over {
            sql::mark_event_failed(tx, &event, &why)?;
        }
        Ok(over)
    };
    app.store.write(&Actor::the_box(), lay_aside).await
}

/// Whether trying again would end the same way.
fn is_for_good(code: Code) -> bool {
    matches!(code, Code::NotFound | Code::InvalidValue | Code::NoBill)
}

fn digest_in(tx: &Tx, event: &EventRow, news: Vec<News>) -> Result<()> {
    for news in news {
        // Whatever else the restaurant sells through the same account is none of our business.
        if let Some(attempt) = attempt_of(tx, event.method, &news)? {
            let event = match news {
                News::Payment { seen, .. } => Event::Seen(seen),
                News::Refund(refunded) => Event::Refunded(refunded),
            };
            feed_in(tx, attempt.id, &[event])?;
        }
    }
    sql::mark_event_done(tx, event)
}

fn attempt_of(read: &Read, method: PayMethod, news: &News) -> Result<Option<Attempt>> {
    let found = match news {
        News::Refund(refunded) => sql::find_attempt_by_payment(read, &refunded.payment)?,
        News::Payment { order, reference, seen } => {
            let mut found = None;
            if let Some(order) = order {
                found = sql::find_attempt_by_order(read, method, order)?;
            }
            if let (None, Some(id)) = (&found, reference.as_ref().and_then(|r| r.parse().ok())) {
                found = sql::find_attempt(read, id)?;
            }
            match found {
                None => sql::find_attempt_by_payment(read, &seen.payment)?,
                found => found,
            }
        }
    };
    Ok(found.filter(|attempt| attempt.method == method))
}
