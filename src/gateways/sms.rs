use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::{At, Clock, Phone, limits};

/// How many codes the counter's screen can show at once.
const SHOWN: usize = 50;

/// A text to be sent.
pub struct Text<'a> {
    pub phone: &'a Phone,
    pub body: &'a str,
    /// The one-time code in it, if it carries one.
    pub code: Option<&'a str>,
}

/// A provider's no. `Later` may go through another time, `Never` will not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsError {
    Later(String),
    Never(String),
}

/// A code that staff read out, because no text can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCode {
    pub phone: Phone,
    pub code: String,
    pub expires_at: At,
}

/// Sends texts. Clones share one provider.
#[derive(Clone)]
pub struct Sms(Arc<Provider>);

enum Provider {
    /// No provider: codes are shown on the counter's screen, other texts are only kept on record.
    Counter { clock: Clock, codes: Mutex<VecDeque<ShownCode>> },
}

impl Sms {
    pub fn on_the_counter(clock: Clock) -> Sms {
        Sms(Arc::new(Provider::Counter { clock, codes: Mutex::default() }))
    }

    /// Hands a text to the provider. An answer means it was accepted, not that it has arrived.
    pub async fn send(&self, text: Text<'_>) -> Result<(), SmsError> {
        match &*self.0 {
            Provider::Counter { clock, codes } => {
                if let Some(code) = text.code {
                    show(codes, clock.now(), text.phone, code);
                }
                Ok(())
            }
        }
    }

    /// The codes staff may read out now, newest first.
    pub fn shown_codes(&self) -> Vec<ShownCode> {
        match &*self.0 {
            Provider::Counter { clock, codes } => {
                let now = clock.now();
                let codes = codes.lock().unwrap_or_else(PoisonError::into_inner);
                codes.iter().filter(|shown| shown.expires_at > now).cloned().collect()
            }
        }
    }

    /// Takes a code off the screen once it was used.
    pub fn hide_code(&self, phone: &Phone) {
        match &*self.0 {
            Provider::Counter { codes, .. } => {
                let mut codes = codes.lock().unwrap_or_else(PoisonError::into_inner);
                codes.retain(|shown| shown.phone != *phone);
            }
        }
    }
}

fn show(codes: &Mutex<VecDeque<ShownCode>>, now: At, phone: &Phone, code: &str) {
    let mut codes = codes.lock().unwrap_or_else(PoisonError::into_inner);
    codes.retain(|shown| shown.phone != *phone && shown.expires_at > now);
    codes.push_front(ShownCode {
        phone: phone.clone(),
        code: code.to_owned(),
        expires_at: now.plus_seconds(limits::CODE_SECONDS),
    });
    codes.truncate(SHOWN);
}
