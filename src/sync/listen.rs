use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;
use uuid::Uuid;

use super::line::{LONGEST, Line};
use super::model::{Cloud, Trouble};
use super::send::{fence, signing_key};
use super::status::Desk;
use super::{epoch, link, poll, sql};
use crate::app::App;
use crate::base::{At, Error, Result, backoff};
use crate::store::Read;
use crate::wire::Actor;
use crate::wire::sync::DeviceState;
use crate::words;

/// Dials in a row without a welcome, after which the box polls, and how long it does.
const DIALS: u32 = 2;
const POLLING: Duration = Duration::from_secs(600);
/// How often a box that may not speak looks whether it may again.
const LATER: Duration = Duration::from_secs(3_600);
/// How long one waits whose link was taken over: two boxes with one key take turns slowly.
const REPLACED: Duration = Duration::from_secs(60);

words! {
    /// How commands come.
    pub enum Via {
        WebSocket = "WEBSOCKET",
        Poll = "POLL",
    }
}

/// How the cloud reaches down to the box just now; gone with the process.
#[derive(Default)]
pub struct Way {
    via: Mutex<Option<Via>>,
    /// Commands that failed for a reason of our own, and how often.
    pub failed: Mutex<HashMap<Uuid, u32>>,
    /// Somebody wants it tried now.
    pub hurry: Notify,
    /// A command that took its time has an outcome.
    pub answered: Notify,
}

impl Way {
    pub fn via(&self) -> Option<Via> {
        *self.via.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set(&self, via: Option<Via>) {
        *self.via.lock().unwrap_or_else(PoisonError::into_inner) = via;
    }
}

/// Who the box is, where, and in which life of its book.
#[derive(Clone)]
pub struct Who {
    pub cloud: Cloud,
    pub epoch: String,
}

fn find_who(read: &Read) -> Result<Option<Who>> {
    let (cloud, epoch) = (sql::find_cloud(read)?, epoch::current(read)?);
    Ok(cloud.zip(epoch).map(|(cloud, epoch)| Who { cloud, epoch: epoch.epoch }))
}

/// The cloud's clock, as it was told, and goes on.
#[derive(Clone, Copy)]
pub struct TheirTime {
    told: At,
    then: Duration,
}

impl TheirTime {
    pub fn told(app: &App, told: At) -> TheirTime {
        TheirTime { told, then: app.clock.mono() }
    }

    pub fn now(&self, app: &App) -> At {
        let since = app.clock.mono().saturating_sub(self.then).as_millis();
        let millis = self.told.millis().saturating_add(i64::try_from(since).unwrap_or(i64::MAX));
        At::from_millis(millis)
    }
}

/// Why a conversation is over.
pub enum Over {
    /// A newer link of this box's key took its place.
    Replaced,
    Trouble(Trouble),
    /// It is time to try the better way again.
    Enough,
}

impl From<Trouble> for Over {
    fn from(trouble: Trouble) -> Over {
        Over::Trouble(trouble)
    }
}

impl From<Error> for Over {
    /// Something of the box itself is in the way.
    fn from(error: Error) -> Over {
        Over::Trouble(Trouble::Away { why: error.to_string(), seconds: None })
    }
}

/// Lets the cloud reach down to the box, until it closes: over a link the box opens, or, where that
/// does not come about, by asking again and again.
pub async fn listen(app: App) -> Result<()> {
    let line = Line::new(signing_key(&app)?).reading(LONGEST);
    let way = app.room::<Way>();
    let (mut misses, mut tries) = (0, 0);
    loop {
        let Some(who) = app.store.read(find_who).await? else {
            way.hurry.notified().await;
            continue;
        };
        let began = Instant::now();
        let over = if misses < DIALS {
            let (over, was_welcome) = link::talk(&app, &line, &who).await;
            misses = if was_welcome { 0 } else { misses + 1 };
            tries = if was_welcome { 0 } else { tries };
            over
        } else {
            let over = poll::talk(&app, &line, &who, began + POLLING).await;
            if began.elapsed() >= POLLING {
                // The next dial decides: one more miss, and it is polled again.
                misses = DIALS - 1;
                tries = 0;
            }
            over
        };
        way.set(None);
        let wait = settle(&app, over, &mut tries).await?;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = way.hurry.notified() => {}
        }
    }
}

/// How long to wait after that.
async fn settle(app: &App, over: Over, tries: &mut u32) -> Result<Duration> {
    let trouble = match over {
        Over::Enough => return Ok(Duration::ZERO),
        Over::Replaced => return Ok(REPLACED + backoff(3)),
        Over::Trouble(trouble) => trouble,
    };
    *tries = tries.saturating_add(1);
    tracing::debug!(tries = *tries, ?trouble, "the cloud does not reach this box");
    Ok(match trouble {
        Trouble::Fenced => {
            note_state(app, DeviceState::Fenced).await?;
            LATER
        }
        Trouble::Revoked => {
            note_state(app, DeviceState::Revoked).await?;
            LATER
        }
        Trouble::Away { seconds, .. } => {
            backoff(*tries).max(Duration::from_secs(seconds.unwrap_or_default()))
        }
        Trouble::Gap { .. } | Trouble::Fork { .. } | Trouble::Refused { .. } => backoff(*tries),
    })
}

/// The cloud says how this box stands with it. Only hello makes one active again.
pub async fn note_state(app: &App, state: DeviceState) -> Result<()> {
    match state {
        DeviceState::Active => {}
        DeviceState::Fenced => {
            if fence(app).await? {
                // What it had not sent is handed over at once.
                app.room::<Desk>().hurry.notify_one();
            }
        }
        DeviceState::Revoked => {
            app.store.write(&Actor::the_box(), move |tx| sql::mark_state(tx, state)).await?;
        }
    }
    Ok(())
}

/// One that may not be asked is no box of the cloud's.
pub fn require_active(state: DeviceState) -> std::result::Result<(), Trouble> {
    match state {
        DeviceState::Active => Ok(()),
        DeviceState::Fenced => Err(Trouble::Fenced),
        DeviceState::Revoked => Err(Trouble::Revoked),
    }
}
