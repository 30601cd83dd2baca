use std::future::Future;
use std::pin::Pin;

use crate::base::{At, Paise};

/// What a gateway is asked to open: one page on which one sum is paid once.
#[derive(Clone, Debug)]
pub struct Checkout {
    pub page: Page,
    /// Our own name for it, unique for ever: asked again with it, the gateway opens nothing new.
    pub reference: String,
    pub amount: Paise,
    /// What the guest reads on the gateway's page.
    pub about: String,
    /// Where the guest's browser goes afterwards.
    pub return_url: String,
}

/// How the guest comes to the gateway's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// By a full redirect from the guest's own browser.
    Hosted,
    /// By a link that can be sent to somebody, or shown as a code.
    Link,
}

/// A checkout the gateway has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The gateway's own name for it.
    pub order: String,
    /// Its hosted page. None where a form must be sent there ([`Form`]).
    pub url: Option<String>,
}

/// A form that takes the guest's browser to the gateway's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

/// How far one payment has come, as the gateway tells it. Only captured money is money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    Begun,
    /// It may still go through: banks answer late.
    Failed,
    /// Held on the guest's account, and given back by itself if it is never captured.
    Authorized,
    Captured,
}

/// One payment of a checkout, as the gateway shows it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seen {
    pub payment: String,
    pub progress: Progress,
    pub amount: Paise,
    pub is_inr: bool,
}

/// What a browser says it brings back from the gateway. Proof of nothing before its signature holds,
/// and then not of money.
#[derive(Clone, Debug)]
pub enum Returned<'a> {
    Checkout {
        order: &'a str,
        payment: &'a str,
        signature: &'a str,
    },
    Link {
        link: &'a str,
        reference: &'a str,
        status: &'a str,
        payment: &'a str,
        signature: &'a str,
    },
}

#[derive(Clone, Debug)]
pub struct RefundAsk {
    /// Names the refund for ever: a gateway that made it shows it under this name.
    pub reference: String,
    /// Asked again with it, the gateway pays nothing more, for as long as it remembers.
    pub key: String,
    pub payment: String,
    pub amount: Paise,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundProgress {
    Pending,
    Done,
    Failed,
}

/// A refund as the gateway shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Refunded {
    /// The gateway's own name for it.
    pub refund: String,
    pub payment: String,
    /// Our own name for it, if it was us who asked.
    pub reference: Option<String>,
    pub amount: Paise,
    pub progress: RefundProgress,
}

impl Refunded {
    /// Of several under our name, the one that is money: what failed is none.
    pub fn ours(all: Vec<Refunded>, reference: &str) -> Option<Refunded> {
        let named = |refund: &Refunded| refund.reference.as_deref() == Some(reference);
        let went = |refund: &Refunded| refund.progress != RefundProgress::Failed;
        all.into_iter().find(|refund| named(refund) && went(refund))
    }
}

/// What a webhook says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// `order` is the gateway's name of the checkout, `reference` ours; one of them is there.
    Payment {
        order: Option<String>,
        reference: Option<String>,
        seen: Seen,
    },
    Refund(Refunded),
}

/// What came with a webhook and is needed to believe it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signed<'a> {
    pub signature: &'a str,
    pub event_id: Option<&'a str>,
    pub body: &'a [u8],
}

/// Why a gateway did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayError {
    /// No keys in the settings.
    NotSetUp,
    /// It failed too often and is left alone for so many seconds.
    Resting(u64),
    /// It could not be reached, did not answer in time, or is broken: nobody knows whether it did
    /// what it was asked. Ask again with the same name.
    Down(String),
    /// It answered, and is not done yet: ask again with the same name.
    Later(String),
    /// It will not do it now, for a reason that mends: a balance too low, keys being changed.
    NotNow(String),
    /// It will not do it.
    Refused(String),
}

pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, PayError>> + Send + 'a>>;

/// Somebody who takes cards and UPI for the house.
pub trait Gateway: Send + Sync {
    /// Opens a checkout; with a reference it knows, answers the one that is open.
    fn open<'a>(&'a self, checkout: &'a Checkout) -> Answer<'a, Opened>;

    /// The form that takes a browser to the hosted page, where a link cannot.
    fn form(&self, order: &str, checkout: &Checkout) -> Option<Form>;

    /// All payments of a checkout as they stand now.
    fn look<'a>(&'a self, order: &'a str) -> Answer<'a, Vec<Seen>>;

    /// Gives money of a payment back.
    fn refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Refunded>;

    /// The refund of this name, if it was made, whatever became of the answer.
    fn find_refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Option<Refunded>>;

    /// How a refund stands now.
    fn look_at_refund<'a>(&'a self, refund: &'a str) -> Answer<'a, Refunded>;

    /// Whether what the browser brought back was signed by the gateway.
    fn signed(&self, returned: &Returned) -> bool;

    /// The event's own name, if its signature holds.
    fn believe(&self, signed: Signed, now: At) -> Option<String>;

    /// What an event says that concerns money; None when it cannot be read.
    fn read(&self, body: &[u8]) -> Option<Vec<News>>;
}
