use super::model::{FollowerStatus, FollowerWait, Status};
use super::sql;
use crate::app::{App, Waits};
use crate::base::{At, Result};
use crate::ledger;

/// 1 January 2025, in milliseconds: no clock that runs stands before it.
const FIRST_DAY: i64 = 1_735_689_600_000;

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the box is doing.
pub async fn status(app: &App) -> Result<Status> {
    let now = app.clock.now();
    let look = move |read: &crate::store::Read| {
        let head_seq = ledger::head(read.conn())?;
        Ok((head_seq, sql::list_followers(read, head_seq)?, sql::find_newest(read)?))
    };
    let (head_seq, mut followers, newest) = app.store.read(look).await?;
    add_waits(app, &mut followers);
    Ok(Status {
        version: VERSION,
        head_seq,
        followers,
        storage: app.store.storage(),
        clock_ok: clock_ok(now, newest),
        ephemeral_reset: app.ephemeral.was_reset(),
    })
}

/// Says of each follower what it waits for, if it does.
pub fn add_waits(app: &App, followers: &mut [FollowerStatus]) {
    let waits = app.room::<Waits>();
    for follower in followers {
        follower.waits = waits.of(&follower.name).map(|wait| FollowerWait {
            tries: wait.tries,
            next_try_in_seconds: wait.next_try.saturating_sub(app.clock.mono()).as_secs(),
            why: wait.why,
        });
    }
}

/// A machine without a battery may wake up in the past.
pub fn clock_ok(now: At, newest: Option<At>) -> bool {
    now.millis() >= newest.map_or(FIRST_DAY, |newest| newest.millis().max(FIRST_DAY))
}
