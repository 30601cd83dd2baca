use std::time::Duration;

use hyper::Uri;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::Miss;
use crate::base::{At, Error, Result, WebhookId, is_safe_url};
use crate::gateways::Reply;
use crate::wire::{Fact, Recorded};
use crate::words;

words! {
    /// A sort of facts.
    pub enum Topic {
        /// Invoices, credit notes, discounts, what was written off, numbers left free.
        Bills = "BILLS",
        /// Money that came in.
        Payments = "PAYMENTS",
        /// Money that goes back.
        Refunds = "REFUNDS",
        /// Cashiers' drawers.
        Cash = "CASH",
        /// A day's books are closed.
        Days = "DAYS",
        /// Orders, from placed to completed, and what was called off.
        Orders = "ORDERS",
    }
}

impl Topic {
    /// The kinds of facts it takes in. No fact is of two topics, and most are of none.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Topic::Bills => &[
                "bill_paid",
                "invoice_consolidated",
                "credit_note_issued",
                "line_discounted",
                "bill_discounted",
                "bill_extra_set",
                "bill_written_off",
                "series_skipped",
            ],
            Topic::Payments => {
                &["payment_taken", "payment_verified", "attempt_mismatched", "mismatch_resolved"]
            }
            Topic::Refunds => &["refund_due", "refund_done", "refund_failed", "refund_withdrawn"],
            Topic::Cash => &["drawer_opened", "cash_moved", "drawer_closed"],
            Topic::Days => &["day_closed"],
            Topic::Orders => &[
                "order_placed",
                "order_stepped",
                "order_split",
                "line_voided",
                "items_transferred",
            ],
        }
    }
}

/// What an owner wants of a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebhookSetting)]
pub struct Setting {
    /// `https://…`, or `http://` on the box itself.
    pub url: String,
    /// At least one.
    pub topics: Vec<Topic>,
    /// Off, nothing is sent; what happens meanwhile goes out when it is on again.
    #[serde(default = "yes")]
    pub is_on: bool,
}

fn yes() -> bool {
    true
}

/// A webhook, and how it does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    pub topics: Vec<Topic>,
    pub is_on: bool,
    /// Why the box switched it off by itself.
    pub off_reason: Option<String>,
    pub made_at: At,
    /// When it last took a fact.
    pub told_at: Option<At>,
    /// Facts it wants and was not told yet; 10,000 stands for more.
    pub behind: i64,
    /// Facts that were laid aside, to be tried again or dropped by a person.
    pub given_up: u32,
    /// Times the fact it is to be told now was tried without success.
    pub tries: u32,
    pub next_try_in_seconds: Option<u64>,
    /// Why it is not told.
    pub trouble: Option<String>,
}

impl Webhook {
    pub fn wants(&self, kind: &str) -> bool {
        self.topics.iter().any(|topic| topic.kinds().contains(&kind))
    }

    pub fn host(&self) -> String {
        host_of(&self.url)
    }
}

/// Where a webhook goes, without what may be secret in its address.
pub fn host_of(url: &str) -> String {
    let uri = url.parse::<Uri>().ok();
    uri.and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default()
}

impl Setting {
    /// The same as it is kept. Error: `invalid_value`.
    pub fn checked(self) -> Result<Setting> {
        let url = self.url.trim();
        if !is_safe_url(url) {
            let why = "An address that begins with https://, without name and password in it.";
            return Err(Error::invalid("url", why));
        }
        let mut topics = self.topics;
        topics.sort();
        topics.dedup();
        if topics.is_empty() {
            return Err(Error::invalid("topics", "Choose at least one."));
        }
        Ok(Setting { url: url.to_owned(), topics, is_on: self.is_on })
    }
}

/// What a webhook is sent.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// Says the same of the same fact, however often it comes: `life of the book:number`.
    pub id: String,
    pub seq: i64,
    pub at: At,
    pub kind: &'static str,
    pub body: Value,
}

impl Message {
    /// A fact as outsiders hear it: without what guests wrote, which may be anything.
    pub fn of(epoch: &str, recorded: Recorded) -> Message {
        let Recorded { seq, at, mut fact, .. } = recorded;
        if let Fact::OrderPlaced(placed) = &mut fact {
            placed.notes.clear();
            for line in &mut placed.lines {
                line.special_instructions.clear();
            }
        }
        let kind = fact.kind();
        let mut tagged = serde_json::to_value(&fact).unwrap_or_default();
        Message { id: format!("{epoch}:{seq}"), seq, at, kind, body: tagged["data"].take() }
    }
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Taken,
    /// It wants nothing more, ever.
    Gone,
    Not(Miss),
}

/// The longest a far end may ask to be left alone for.
const LONGEST_REST: Duration = Duration::from_secs(3_600);
/// Characters of an answer that are shown to people.
const SHOWN: usize = 120;

/// See [`Meaning`]; how the Standard Webhooks specification has statuses read, under "Delivery
/// success and failure".
pub fn meaning(reply: &Reply) -> Meaning {
    let said = shown(&reply.body);
    let why = match said.is_empty() {
        true => format!("It answered {}.", reply.status),
        false => format!("It answered {}: {said}", reply.status),
    };
    match reply.status {
        200..=299 => Meaning::Taken,
        410 => Meaning::Gone,
        300..=399 => {
            let why = format!("It answered {}: set the address it has moved to.", reply.status);
            Meaning::Not(Miss::away(why))
        }
        408 | 425 | 429 | 502..=504 => {
            let asked = Duration::from_secs(reply.retry_after.unwrap_or(0));
            Meaning::Not(Miss::Away { why, at_least: asked.min(LONGEST_REST) })
        }
        400..=499 => Meaning::Not(Miss::Never(why)),
        _ => Meaning::Not(Miss::Later(why)),
    }
}

/// The beginning of an answer, as one line.
pub fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(SHOWN).collect()
}
