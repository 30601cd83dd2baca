use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::sql;
use crate::app::App;
use crate::base::{At, Code, Error, Result};
use crate::store::{Read, Tx};

/// Waits kept in memory; past it those that are over are forgotten.
const KEPT: usize = 10_000;
/// Wrong tries that nothing followed for so long are forgotten.
const KEPT_SECONDS: i64 = 30 * 86_400;

/// How many wrong tries are borne, and how long the next one then waits.
pub struct Patience {
    pub tries: u32,
    /// Seconds to wait after the last try that is borne, after the one following it, and so on.
    pub waits: &'static [i64],
    /// Seconds without a wrong try after which the earlier ones no longer count.
    pub forget_after: Option<i64>,
}

/// What a wrong try led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    pub tries_left: u32,
    pub locked: bool,
}

/// When each wait ends, by the clock that never jumps. The database keeps the wall clock's time:
/// it decides after a restart only, so that turning the clock opens nothing.
#[derive(Default)]
struct Waits(Mutex<HashMap<String, Duration>>);

impl Waits {
    fn open(&self) -> MutexGuard<'_, HashMap<String, Duration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, subject: &str, until: Duration, now: Duration) {
        let mut waits = self.open();
        if waits.len() >= KEPT {
            waits.retain(|_, until| *until > now);
        }
        if waits.len() < KEPT {
            waits.insert(subject.to_owned(), until);
        }
    }
}

/// Error `locked`, with the seconds to wait, while `subject` may not try.
pub fn require_unlocked(app: &App, read: &Read, subject: &str) -> Result<()> {
    let waits = app.room::<Waits>();
    let mono = app.clock.mono();
    let known = waits.open().get(subject).copied();
    let until = match known {
        Some(until) => until,
        None => {
            let Some(row) = sql::find_lockout(read, subject)? else { return Ok(()) };
            // A clock that was turned back meanwhile does not make the wait longer than it was.
            let whole = (row.locked_until.millis() - row.last_at.millis()).max(0);
            let left = row.locked_until.millis() - app.clock.now().millis();
            let Ok(left @ 1..) = u64::try_from(left.min(whole)) else { return Ok(()) };
            let until = mono + Duration::from_millis(left);
            waits.hold(subject, until, mono);
            until
        }
    };
    match until.checked_sub(mono).filter(|left| !left.is_zero()) {
        Some(left) => Err(locked(left.as_millis().div_ceil(1_000))),
        None => Ok(()),
    }
}

fn locked(seconds: u128) -> Error {
    let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
    Error::new(Code::Locked).retry_after(seconds).details(json!({ "retry_after": seconds }))
}

/// Counts a wrong try.
pub fn fail_in(app: &App, tx: &Tx, subject: &str, patience: &Patience) -> Result<Tried> {
    let now = tx.now();
    let recent = sql::find_lockout(tx, subject)?.filter(|row| {
        patience.forget_after.is_none_or(|after| now.seconds_since(row.last_at) < after)
    });
    let failures = recent.map_or(0, |row| row.failures).saturating_add(1);
    let wait = wait_seconds(patience, failures);
    sql::delete_old_lockouts(tx, At::from_millis(now.millis() - KEPT_SECONDS * 1_000))?;
    sql::upsert_lockout(tx, subject, failures, now.plus_seconds(wait))?;
    if wait > 0 {
        let mono = app.clock.mono();
        let until = mono + Duration::from_secs(wait.unsigned_abs());
        app.room::<Waits>().hold(subject, until, mono);
    }
    Ok(Tried { tries_left: patience.tries.saturating_sub(failures), locked: wait > 0 })
}

/// Seconds to wait after the `failures`th wrong try in a row.
pub(super) fn wait_seconds(patience: &Patience, failures: u32) -> i64 {
    let Some(further) = failures.checked_sub(patience.tries) else { return 0 };
    let waits = patience.waits;
    let step = usize::try_from(further).unwrap_or(usize::MAX).min(waits.len().saturating_sub(1));
    waits.get(step).copied().unwrap_or(0)
}

/// Forgets all wrong tries.
pub fn clear_in(app: &App, tx: &Tx, subject: &str) -> Result<()> {
    sql::delete_lockout(tx, subject)?;
    app.room::<Waits>().open().remove(subject);
    Ok(())
}
