//! Those who take cards and UPI for the house, over the internet. One trait hides which of them it
//! is; around each stand a time limit and a circuit breaker, so that nobody waits for one that is
//! gone. Checks their signatures, in constant time, over the raw bytes.

mod model;
mod razorpay;
mod read;
mod signature;
mod stripe;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::base::{At, Clock};
use crate::config::PaySettings;
use crate::wire::PayMethod;

use super::breaker::Breaker;
use super::call::Caller;
use razorpay::Razorpay;
use stripe::Stripe;

pub use model::{
    Answer, Checkout, Form, Gateway, News, Opened, Page, PayError, Progress, RefundAsk,
    RefundProgress, Refunded, Returned, Seen, Signed,
};
pub use signature::sign;

/// All gateways of the house.
pub struct Gateways {
    clock: Clock,
    razorpay: Guarded,
    stripe: Guarded,
}

struct Guarded {
    gateway: Box<dyn Gateway>,
    is_set_up: bool,
    breaker: Mutex<Breaker>,
    turn: tokio::sync::Mutex<()>,
}

impl Guarded {
    fn new(gateway: impl Gateway + 'static, is_set_up: bool) -> Guarded {
        let (breaker, turn) = (Mutex::default(), tokio::sync::Mutex::default());
        Guarded { gateway: Box::new(gateway), is_set_up, breaker, turn }
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gateways {
    /// The methods that go through a gateway.
    pub const METHODS: [PayMethod; 2] = [PayMethod::Razorpay, PayMethod::Stripe];

    pub fn new(settings: &PaySettings, clock: Clock) -> Gateways {
        let caller = Caller::new(settings.patience);
        let (keys, stripe) = (settings.razorpay.clone(), settings.stripe.clone());
        let has_razorpay = !keys.key_id.is_empty() && !keys.key_secret.is_empty();
        let has_stripe = !stripe.secret_key.is_empty();
        let time = clock.clone();
        let razorpay = Razorpay::new(keys, caller.clone(), move || time.now());
        Gateways {
            clock,
            razorpay: Guarded::new(razorpay, has_razorpay),
            stripe: Guarded::new(Stripe::new(stripe, caller), has_stripe),
        }
    }

    fn of(&self, method: PayMethod) -> Result<&Guarded, PayError> {
        let guarded = match method {
            PayMethod::Razorpay => &self.razorpay,
            PayMethod::Stripe => &self.stripe,
            _ => return Err(PayError::NotSetUp),
        };
        if guarded.is_set_up { Ok(guarded) } else { Err(PayError::NotSetUp) }
    }

    /// Whether this way to pay is open. Errors: `NotSetUp`, `Resting`.
    pub fn is_open(&self, method: PayMethod) -> Result<(), PayError> {
        match self.of(method)?.breaker().rests_for(self.clock.mono()) {
            Some(seconds) if seconds > 0 => Err(PayError::Resting(seconds)),
            _ => Ok(()),
        }
    }

    /// The turn to look after what is due with a gateway: one at a time has it, until it is dropped.
    ///
    /// Error: `NotSetUp`.
    pub async fn turn(&self, method: PayMethod) -> Result<impl Drop + '_, PayError> {
        Ok(self.of(method)?.turn.lock().await)
    }

    /// The gateway itself, for what needs no network. Error: `NotSetUp`.
    pub fn gateway(&self, method: PayMethod) -> Result<&dyn Gateway, PayError> {
        Ok(&*self.of(method)?.gateway)
    }

    /// Asks the gateway, unless it rests; its breaker hears how that went.
    pub async fn ask<'a, T>(
        &'a self,
        method: PayMethod,
        question: impl FnOnce(&'a dyn Gateway) -> Answer<'a, T>,
    ) -> Result<T, PayError> {
        let guarded = self.of(method)?;
        let now = self.clock.mono();
        let rests = guarded.breaker().rests_for(now);
        if !guarded.breaker().lets_through(now) {
            return Err(PayError::Resting(rests.unwrap_or_default().max(1)));
        }
        let answer = question(&*guarded.gateway).await;
        let mut breaker = guarded.breaker();
        match &answer {
            Err(PayError::Down(_)) => breaker.failed(self.clock.mono()),
            _ => breaker.answered(),
        }
        answer
    }

    /// The event's own name, if the gateway signed it. None from one that is not set up.
    pub fn believe(&self, method: PayMethod, signed: Signed, now: At) -> Option<String> {
        self.of(method).ok()?.gateway.believe(signed, now)
    }
}

/// How long after a checkout was opened its payments are looked at, the webhook coming or not;
/// then every five minutes, for three days.
pub fn next_look(looks: u32) -> Option<Duration> {
    const FIRST: [u64; 5] = [5, 10, 15, 30, 60];
    const LATER: u64 = 300;
    const DAYS: u64 = 3;
    match FIRST.get(usize::try_from(looks).ok()?) {
        Some(seconds) => Some(Duration::from_secs(*seconds)),
        None if u64::from(looks) * LATER < DAYS * 86_400 => Some(Duration::from_secs(LATER)),
        None => None,
    }
}
