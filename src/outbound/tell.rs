use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::desk::{Desk, Outcome};
use super::model::{Meaning, Message, Topic, Webhook, meaning, shown};
use super::{set, sql};
use crate::app::{App, Follower, Miss};
use crate::base::{Error, Result, WebhookId, Word as _, random_token};
use crate::ledger;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Recorded};

/// What the follower of a webhook is called: `webhook:<id>`.
pub const PREFIX: &str = "webhook:";

pub fn name_of(id: WebhookId) -> String {
    format!("{PREFIX}{id}")
}

/// The follower of one webhook.
pub fn follower(id: WebhookId) -> Follower {
    Follower::new(name_of(id), move |app, fact| digest(app, id, fact))
}

/// A webhook's follower, by its name.
pub fn follower_named(name: &str) -> Option<Follower> {
    name.strip_prefix(PREFIX)?.parse().ok().map(follower)
}

async fn digest(app: App, id: WebhookId, fact: Recorded) -> Result<(), Miss> {
    let (seq, kind) = (fact.seq, fact.fact.kind());
    if !Topic::ALL.iter().any(|topic| topic.kinds().contains(&kind)) {
        return Ok(());
    }
    let look = move |read: &Read| Ok((sql::find(read, id)?, sql::find_epoch(read, seq)?));
    let (webhook, epoch) = app.store.read(look).await.map_err(ours)?;
    // It is about to be stopped: nothing is laid aside for it.
    let webhook = webhook.ok_or_else(|| Miss::away("It was dropped."))?;
    if !webhook.wants(kind) {
        return Ok(());
    }
    if !webhook.is_on {
        return Err(Miss::away("It is switched off."));
    }
    match send(&app, &webhook, &Message::of(&epoch, fact)).await? {
        Meaning::Taken => {}
        Meaning::Gone => {
            set::switch_off(&app, id, &webhook.url).await.map_err(ours)?;
            return Err(Miss::away(set::GONE));
        }
        Meaning::Not(miss) => return Err(miss),
    }
    // Cut off here, it is told again: under the same id.
    let note = move |tx: &Tx| match sql::mark_told(tx, id, seq)? {
        true => ledger::advance(tx.conn(), &name_of(id), seq),
        false => Ok(()),
    };
    app.store.write(&Actor::the_box(), note).await.map_err(ours)
}

/// Sends one message, unless the far end rests.
async fn send(app: &App, webhook: &Webhook, message: &Message) -> Result<Meaning, Miss> {
    let (desk, id) = (app.room::<Desk>(), webhook.id);
    if let Some((at_least, why)) = desk.rests(id, app.clock.mono()) {
        return Err(Miss::Away { why, at_least });
    }
    let answer = desk.post(app, (id, &webhook.url), message).await.map_err(ours)?;
    let meaning = match answer {
        Ok(reply) => meaning(&reply),
        Err(error) => Meaning::Not(Miss::away(error.why())),
    };
    let (outcome, trouble) = match &meaning {
        Meaning::Taken => (Outcome::Taken, None),
        Meaning::Gone | Meaning::Not(Miss::Never(_)) => (Outcome::Refused, None),
        Meaning::Not(miss @ Miss::Later(_)) => (Outcome::Failed, Some(miss.clone().why())),
        Meaning::Not(miss @ Miss::Away { .. }) => (Outcome::Away, Some(miss.clone().why())),
    };
    desk.note(id, outcome, trouble, app.clock.mono());
    Ok(meaning)
}

/// Something of the box itself is in the way, which says nothing about the fact.
fn ours(error: Error) -> Miss {
    Miss::away(error.to_string())
}

/// What came of a test.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookTest)]
pub struct Test {
    /// It took the message.
    pub is_taken: bool,
    /// What it answered with; none where nobody did.
    pub status: Option<u16>,
    /// The beginning of its answer, or why there was none.
    pub said: String,
}

/// Sends a message of kind `test`, once and at once, to one that is on or off.
///
/// Error: `not_found`.
pub async fn test(app: &App, id: WebhookId) -> Result<Test> {
    let webhook = app.store.read(move |read| sql::find(read, id)).await?;
    let webhook = webhook.ok_or_else(|| Error::not_found("webhook"))?;
    let message = Message {
        id: format!("test_{}", random_token(12)),
        seq: 0,
        at: app.clock.now(),
        kind: "test",
        body: json!({}),
    };
    let answer = app.room::<Desk>().post(app, (id, &webhook.url), &message).await?;
    let test = match answer {
        Ok(reply) => Test {
            is_taken: meaning(&reply) == Meaning::Taken,
            status: Some(reply.status),
            said: shown(&reply.body),
        },
        Err(error) => Test { is_taken: false, status: None, said: error.why() },
    };
    if test.is_taken && webhook.is_on {
        app.room::<Desk>().begin_anew(id);
    }
    Ok(test)
}
