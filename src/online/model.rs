use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{At, AttemptId, BillId, ClaimId, Paise, PartId};
use crate::gateways::pay::{Progress, Refunded, Seen};
use crate::wire::PayMethod;
use crate::words;

words! {
    /// How far an attempt to pay through a gateway has come.
    pub enum AttemptState {
        /// The gateway has not answered yet: nobody can pay.
        Opening = "OPENING",
        Open = "OPEN",
        /// The bank said no. It may still say yes.
        Failed = "FAILED",
        /// The bank holds the money.
        Authorized = "AUTHORIZED",
        /// The money is there.
        Settled = "SETTLED",
        /// Other money came than was asked for. It goes back; but a payment of which the gateway also
    /// said that it is what was asked for counts, and is for people to look at.
        Mismatched = "MISMATCHED",
        /// Nobody paid for three days.
        Abandoned = "ABANDONED",
    }
}

words! {
    /// How a guest comes to the gateway's page.
    pub enum AttemptPage {
        Hosted = "HOSTED",
        Link = "LINK",
    }
}

/// An attempt to pay through a gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attempt {
    pub id: AttemptId,
    pub method: PayMethod,
    pub page: AttemptPage,
    pub bill_id: BillId,
    pub part_id: Option<PartId>,
    pub amount_paise: Paise,
    pub tip_paise: Paise,
    pub state: AttemptState,
    /// The gateway's own name for it.
    pub gateway_order: String,
    /// The gateway's page, where a link leads there.
    pub url: Option<String>,
    pub opened_at: At,
    /// What is held for it, so that nobody else is asked for the same.
    pub claim_id: Option<ClaimId>,
}

impl Attempt {
    /// What the guest is asked for.
    pub fn asked(&self) -> Paise {
        self.amount_paise + self.tip_paise
    }
}

/// Something that was heard about an attempt, from wherever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Seen(Seen),
    Refunded(Refunded),
}

/// What is to be done about it, once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The money that was asked for is there.
    Receive { payment: String },
    /// Other money is there: it is not taken, and goes back once our own look shows the same.
    Flag { payment: String, amount: Paise },
    /// A refund of ours moved: look at it.
    LookAtRefund { key: String, refund: String },
}

/// What is known of one of the gateway's payments. Every part of it only grows, so that the order
/// in which news arrives does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    pub progress: Progress,
    pub is_received: bool,
    pub mismatch: Option<Paise>,
}

impl Known {
    /// The gateway said of one payment that it is what was asked for, and that it is not.
    pub fn is_disputed(&self) -> bool {
        self.is_received && self.mismatch.is_some()
    }
}

/// What is known of all payments of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub asked: Paise,
    pub payments: BTreeMap<String, Known>,
}

impl Tally {
    pub fn new(asked: Paise) -> Tally {
        Tally { asked, payments: BTreeMap::new() }
    }

    /// The attempt's state, as far as money goes. What was paid stays paid; what came wrong is
    /// shown as long as nothing right came, and what nobody can know for good.
    pub fn state(&self) -> AttemptState {
        let any = |fits: fn(&Known) -> bool| self.payments.values().any(fits);
        if any(Known::is_disputed) {
            AttemptState::Mismatched
        } else if any(|known| known.is_received) {
            AttemptState::Settled
        } else if any(|known| known.mismatch.is_some()) {
            AttemptState::Mismatched
        } else if any(|known| known.progress == Progress::Authorized) {
            AttemptState::Authorized
        } else if any(|known| known.progress == Progress::Failed) {
            AttemptState::Failed
        } else {
            AttemptState::Open
        }
    }
}

/// What is known after `event`, and what is to be done. Pure: the browser, webhooks and our own
/// looking all end here.
pub fn reduce(mut tally: Tally, event: &Event) -> (Tally, Vec<Effect>) {
    let seen = match event {
        Event::Seen(seen) => seen,
        Event::Refunded(refunded) => {
            let refund = &refunded.refund;
            let look =
                |key: &String| Effect::LookAtRefund { key: key.clone(), refund: refund.clone() };
            return (tally, refunded.reference.iter().map(look).collect());
        }
    };
    let asked = tally.asked;
    let unknown = Known { progress: seen.progress, is_received: false, mismatch: None };
    let known = tally.payments.entry(seen.payment.clone()).or_insert(unknown);
    known.progress = known.progress.max(seen.progress);
    let mut effects = Vec::new();
    if seen.progress == Progress::Captured {
        let (payment, amount) = (seen.payment.clone(), seen.amount);
        if seen.is_inr && amount == asked {
            if !known.is_received {
                effects.push(Effect::Receive { payment });
            }
            known.is_received = true;
        } else {
            if known.mismatch.is_none() {
                effects.push(Effect::Flag { payment, amount });
            }
            known.mismatch = known.mismatch.max(Some(amount));
        }
    }
    (tally, effects)
}
