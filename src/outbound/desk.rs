use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::model::Message;
use super::signature::{secret_of, sign};
use crate::app::App;
use crate::base::{Error, Result, WebhookId};
use crate::gateways::{Ask, Breaker, CallError, Caller, Reply};
use crate::words;

/// How long a webhook has to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of its answer that are read.
const MOST: usize = 4 * 1024;

words! {
    /// How a try ended.
    pub enum Outcome {
        /// It has the fact.
        Taken = "TAKEN",
        /// It said no to the fact, or to all facts.
        Refused = "REFUSED",
        /// It failed, in a way that may be about the fact.
        Failed = "FAILED",
        /// It was not reached, or wants to be left alone.
        Away = "AWAY",
    }
}

/// What is known about the far ends; gone with the process.
pub struct Desk {
    caller: Caller,
    ends: Mutex<HashMap<WebhookId, End>>,
    tally: Mutex<BTreeMap<(WebhookId, Outcome), u64>>,
    /// Those that begin anew, because of a person.
    anew: Mutex<HashSet<WebhookId>>,
    /// A webhook was added, changed, dropped or switched, or is to begin anew.
    pub changed: Notify,
}

#[derive(Default)]
struct End {
    breaker: Breaker,
    trouble: String,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            caller: Caller::new(PATIENCE).skimming(MOST),
            ends: Mutex::default(),
            tally: Mutex::default(),
            anew: Mutex::default(),
            changed: Notify::new(),
        }
    }
}

fn hold<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Sends a message, signed at this moment.
    pub async fn post(
        &self,
        app: &App,
        (id, url): (WebhookId, &str),
        message: &Message,
    ) -> Result<std::result::Result<Reply, CallError>> {
        let body = serde_json::to_vec(message).map_err(Error::internal)?;
        let seconds = app.clock.now().millis().div_euclid(1_000);
        let signature = sign(secret_of(app, id).bytes(), &message.id, seconds, &body);
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("webhook-id", message.id.clone()),
            ("webhook-timestamp", seconds.to_string()),
            ("webhook-signature", signature),
            ("tiffin-webhook-id", id.to_string()),
        ];
        Ok(self.caller.send(Ask::post(url.to_owned(), headers, body)).await)
    }

    /// For how long, and why, a far end is left alone; none when it may be asked now.
    pub fn rests(&self, id: WebhookId, now: Duration) -> Option<(Duration, String)> {
        let mut ends = hold(&self.ends);
        let end = ends.get_mut(&id)?;
        if end.breaker.lets_through(now) {
            return None;
        }
        let seconds = end.breaker.rests_for(now).unwrap_or_default();
        Some((Duration::from_secs(seconds), end.trouble.clone()))
    }

    /// Notes how a try ended, and what was the matter; nothing where it answered as it should.
    pub fn note(&self, id: WebhookId, outcome: Outcome, trouble: Option<String>, now: Duration) {
        *hold(&self.tally).entry((id, outcome)).or_default() += 1;
        let mut ends = hold(&self.ends);
        let end = ends.entry(id).or_default();
        match trouble {
            Some(why) => {
                end.breaker.failed(now);
                end.trouble = why;
            }
            None => *end = End::default(),
        }
    }

    /// Nothing is held against it any more.
    pub fn forgive(&self, id: WebhookId) {
        hold(&self.ends).remove(&id);
    }

    /// It is no more.
    pub fn forget(&self, id: WebhookId) {
        self.forgive(id);
        hold(&self.tally).retain(|(of, _), _| *of != id);
    }

    /// Tries it now, from where it stands and as it is set now.
    pub fn begin_anew(&self, id: WebhookId) {
        hold(&self.anew).insert(id);
        self.changed.notify_one();
    }

    pub fn take_anew(&self) -> HashSet<WebhookId> {
        std::mem::take(&mut *hold(&self.anew))
    }

    /// How often each was told, and how that went, since the start.
    pub fn tally(&self) -> Vec<(WebhookId, Outcome, u64)> {
        let tally = hold(&self.tally);
        tally.iter().map(|((id, outcome), times)| (*id, *outcome, *times)).collect()
    }
}
