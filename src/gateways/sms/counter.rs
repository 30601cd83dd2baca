use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::{At, Phone};

/// How many codes the counter's screen can show at once.
const SHOWN: usize = 50;

/// A code that staff read out, where no text comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCode {
    pub phone: Phone,
    pub code: String,
    pub expires_at: At,
}

/// The last resort: codes are on the counter's screen, whatever becomes of the text.
#[derive(Default)]
pub struct Counter(Mutex<VecDeque<ShownCode>>);

impl Counter {
    pub fn show(&self, now: At, fresh: ShownCode) {
        let mut codes = self.lock();
        codes.retain(|shown| shown.phone != fresh.phone && shown.expires_at > now);
        codes.push_front(fresh);
        codes.truncate(SHOWN);
    }

    /// The codes staff may read out now, newest first.
    pub fn list(&self, now: At) -> Vec<ShownCode> {
        self.lock().iter().filter(|shown| shown.expires_at > now).cloned().collect()
    }

    pub fn hide(&self, phone: &Phone) {
        self.lock().retain(|shown| shown.phone != *phone);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<ShownCode>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
