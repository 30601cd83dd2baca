//! The ways a text can go: gateways on the internet, a modem, the counter's screen. One trait hides
//! which it is; each has a circuit breaker, and they are tried in the owner's order. Promises that
//! a code goes out at once or not at all, and that nobody is told anything twice: once a text may
//! have gone out, no other gateway is asked, but for codes.

mod counter;
mod model;
mod modem;
mod msg91;
mod sigv4;
mod sns;
mod template;
mod twilio;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::breaker::Breaker;
use super::call::Caller;
use crate::base::{Clock, Phone};
use crate::config::SmsSettings;
use counter::Counter;
use model::Provider;
use modem::Modem;
use msg91::Msg91;
use sns::Sns;
use twilio::Twilio;

pub use counter::ShownCode;
pub use model::{Accepted, Outcome, SmsError, Text, TextGateway};
pub use sigv4::{Signed, Signer};

/// All gateways together have so long for a code; it must be less than a request has.
const ROUND: Duration = Duration::from_secs(15);
/// A code is not handed out when it is good for less than this.
const SECONDS_TO_TYPE: i64 = 60;

/// All ways a text can go. Clones are the same ones.
#[derive(Clone)]
pub struct Sms(Arc<Inner>);

struct Inner {
    clock: Clock,
    counter: Counter,
    ways: Vec<Way>,
    tally: Mutex<BTreeMap<(TextGateway, Outcome), u64>>,
}

struct Way {
    gateway: TextGateway,
    provider: Box<dyn Provider>,
    health: Mutex<Health>,
}

#[derive(Default)]
struct Health {
    breaker: Breaker,
    last_error: Option<String>,
}

/// Who took a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub gateway: TextGateway,
    pub id: String,
}

/// How a gateway that is set up does.
#[derive(Clone, Debug)]
pub struct State {
    pub gateway: TextGateway,
    /// Seconds it is left alone for.
    pub rests_for: Option<u64>,
    pub last_error: Option<String>,
}

impl Way {
    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those whose keys are in the settings.
fn ways(settings: &SmsSettings, caller: &Caller, clock: &Clock) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut add = |gateway, provider: Box<dyn Provider>| {
        ways.push(Way { gateway, provider, health: Mutex::default() });
    };
    let (entity, templates) = (&settings.dlt_entity_id, &settings.templates);
    if Twilio::is_set_up(&settings.twilio) {
        let twilio = Twilio::new(settings.twilio.clone(), caller.clone(), clock.clone());
        add(TextGateway::Twilio, Box::new(twilio));
    }
    if Msg91::is_set_up(&settings.msg91) {
        let (settings, templates) = (settings.msg91.clone(), templates.clone());
        let msg91 = Msg91::new(settings, templates, caller.clone(), clock.clone());
        add(TextGateway::Msg91, Box::new(msg91));
    }
    if Sns::is_set_up(&settings.sns, entity) {
        let (settings, templates) = (settings.sns.clone(), templates.clone());
        let sns = Sns::new(settings, entity.clone(), templates, caller.clone(), clock.clone());
        add(TextGateway::Sns, Box::new(sns));
    }
    if let Some(device) = &settings.modem_device {
        let (cap, patience) = (settings.modem_daily_cap, settings.modem_patience);
        let modem = Modem::new(device.clone(), cap, patience, clock.clone());
        add(TextGateway::Modem, Box::new(modem));
    }
    ways
}

impl Sms {
    pub fn new(settings: &SmsSettings, clock: Clock) -> Sms {
        let caller = Caller::new(settings.patience);
        let ways = ways(settings, &caller, &clock);
        let (counter, tally) = (Counter::default(), Mutex::default());
        Sms(Arc::new(Inner { clock, counter, ways, tally }))
    }

    /// Hands a text to the first of `order` that takes it. Where none of them is set up, the
    /// counter takes it: codes are shown there in any case.
    ///
    /// Errors: `Down` when it may go through later; of the rest, what the last gateway said.
    pub async fn send(&self, text: &Text, order: &[TextGateway]) -> Result<Taken, SmsError> {
        let begun = self.0.clock.mono();
        let mut missed: Option<SmsError> = None;
        for way in order.iter().filter_map(|gateway| self.way(*gateway)) {
            let left = self.time_left(text, begun).ok_or(SmsError::Late)?;
            match self.ask(way, text, left).await {
                Ok(taken) => return Ok(Taken { gateway: way.gateway, id: taken.id }),
                Err(SmsError::OptedOut) => return Err(SmsError::OptedOut),
                Err(SmsError::Unknown(why)) if text.code.is_none() => {
                    return Err(SmsError::Unknown(why));
                }
                // One that is only away keeps the text waiting, whatever the others say.
                Err(error) => match &missed {
                    Some(SmsError::Down(_)) => {}
                    _ => missed = Some(error),
                },
            }
        }
        match missed {
            Some(error) => Err(error),
            None => {
                self.count(TextGateway::Counter, Outcome::Sent);
                Ok(Taken { gateway: TextGateway::Counter, id: String::new() })
            }
        }
    }

    fn way(&self, gateway: TextGateway) -> Option<&Way> {
        self.0.ways.iter().find(|way| way.gateway == gateway)
    }

    /// How long the next gateway has, if it may be asked at all.
    fn time_left(&self, text: &Text, begun: Duration) -> Option<Duration> {
        let good_for = text.good_until.seconds_since(self.0.clock.now());
        if text.code.is_none() {
            return (good_for > 0).then_some(Duration::MAX);
        }
        let left = ROUND.checked_sub(self.0.clock.mono().saturating_sub(begun))?;
        (good_for > SECONDS_TO_TYPE && !left.is_zero()).then_some(left)
    }

    /// Asks one gateway, unless it rests; its breaker hears how that went.
    async fn ask(&self, way: &Way, text: &Text, left: Duration) -> Result<Accepted, SmsError> {
        let now = self.0.clock.mono();
        if !way.health().breaker.lets_through(now) {
            return Err(SmsError::Down("it did not answer lately, and rests".into()));
        }
        let answer = match tokio::time::timeout(left, way.provider.send(text)).await {
            Ok(answer) => answer,
            Err(_) => Err(SmsError::Unknown("it did not answer in time".into())),
        };
        let mut health = way.health();
        match &answer {
            Err(SmsError::Down(_) | SmsError::Unknown(_)) => {
                health.breaker.failed(self.0.clock.mono());
            }
            _ => health.breaker.answered(),
        }
        match &answer {
            Ok(_) => health.last_error = None,
            Err(SmsError::OptedOut) => {}
            Err(error) => health.last_error = Some(error.why().to_owned()),
        }
        drop(health);
        self.count(way.gateway, answer.as_ref().map_or_else(SmsError::outcome, |_| Outcome::Sent));
        answer
    }

    fn count(&self, gateway: TextGateway, outcome: Outcome) {
        let mut tally = self.0.tally.lock().unwrap_or_else(PoisonError::into_inner);
        *tally.entry((gateway, outcome)).or_default() += 1;
    }

    /// How often each gateway said what, since the start.
    pub fn tally(&self) -> Vec<(TextGateway, Outcome, u64)> {
        let tally = self.0.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.iter().map(|((gateway, outcome), times)| (*gateway, *outcome, *times)).collect()
    }

    /// The gateways that are set up, and how they do.
    pub fn states(&self) -> Vec<State> {
        let now = self.0.clock.mono();
        let state = |way: &Way| {
            let health = way.health();
            let rests_for = health.breaker.rests_for(now).filter(|seconds| *seconds > 0);
            State { gateway: way.gateway, rests_for, last_error: health.last_error.clone() }
        };
        self.0.ways.iter().map(state).collect()
    }

    /// Puts a code on the counter's screen, in place of the phone's last.
    pub fn show_code(&self, code: ShownCode) {
        self.0.counter.show(self.0.clock.now(), code);
    }

    /// The codes staff may read out now, newest first.
    pub fn shown_codes(&self) -> Vec<ShownCode> {
        self.0.counter.list(self.0.clock.now())
    }

    /// Takes a code off the screen once it was used.
    pub fn hide_code(&self, phone: &Phone) {
        self.0.counter.hide(phone);
    }
}
