use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::snapshot::{Copied, snapshot};
use super::{epoch, obey, sql};
use crate::app::App;
use crate::base::{Code, Error, Result, backoff, limits};
use crate::house;
use crate::store::{Read, whole_from};
use crate::wire::sync::{Command, DeviceState};

/// How often it is looked whether a copy is due; how old one may be, and from which to which hour
/// of the night a new one is made.
const LOOK: Duration = Duration::from_secs(600);
const WEEK: i64 = 7 * 86_400_000;
const NIGHT: std::ops::Range<u8> = 3..5;

/// One copy is made at a time; somebody may want one now.
#[derive(Default)]
pub struct Copying {
    pub busy: tokio::sync::Mutex<()>,
    pub hurry: Notify,
    wanted: Mutex<Vec<Asked>>,
}

/// The cloud asks for a copy of what is there now. Gone with the process: it asks again.
#[derive(Clone)]
struct Asked {
    command: Command,
    /// The last fact when it asked; a copy that was begun before does not do.
    head: i64,
}

impl Copying {
    /// Has a copy made that is no older than fact `head`; the command is answered when the cloud
    /// has it. Asked twice it is wanted once.
    pub fn want(&self, command: &Command, head: i64) {
        let mut wanted = self.wanted();
        if !wanted.iter().any(|asked| asked.command.id == command.id) {
            wanted.push(Asked { command: command.clone(), head });
        }
        self.hurry.notify_one();
    }

    fn wanted(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers those who want one no newer than fact `head`.
    async fn answer(&self, app: &App, head: i64, done: Result<&Copied, &Error>) -> Result<()> {
        let served: Vec<Asked> =
            self.wanted().iter().filter(|asked| asked.head <= head).cloned().collect();
        for Asked { command, .. } in served {
            let done = match done {
                Ok(copied) => Ok(serde_json::to_value(copied).map_err(Error::internal)?),
                Err(error) => Err(error),
            };
            obey::answer(app, &command, done).await?;
            self.wanted().retain(|asked| asked.command.id != command.id);
        }
        Ok(())
    }
}

/// Keeps a copy of the rows in the cloud that is of use: after enrolment, when changes were let
/// go, in each new life of the book, once a week in the small hours, and when the cloud asks. Until
/// the box closes.
pub async fn keep_copies(app: App) -> Result<()> {
    let room = app.room::<Copying>();
    let (mut tries, mut failed) = (0, 0);
    loop {
        let is_wanted = !room.wanted().is_empty();
        let wait = match is_wanted || is_due(&app).await? {
            false => LOOK,
            true => match snapshot(&app).await {
                Ok(copied) => {
                    (tries, failed) = (0, 0);
                    room.answer(&app, copied.head_seq, Ok(&copied)).await?;
                    continue;
                }
                Err(error) => {
                    tracing::debug!(%error, tries, "no copy was brought to the cloud");
                    (tries, failed) = (tries + 1, failed + u32::from(is_for_good(&error)));
                    if matches!(error.code(), Code::Fenced | Code::Revoked) {
                        room.wanted().clear();
                    } else if failed >= limits::MAX_TRIES {
                        failed = 0;
                        room.answer(&app, i64::MAX, Err(&error)).await?;
                    }
                    backoff(tries)
                }
            },
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = room.hurry.notified() => {}
        }
    }
}

/// Whether trying again helps little: it is not the line that is away, and whoever is shut out is
/// asked nothing any more.
fn is_for_good(error: &Error) -> bool {
    !matches!(error.code(), Code::CloudAway | Code::Fenced | Code::Revoked | Code::Busy)
}

async fn is_due(app: &App) -> Result<bool> {
    let now = app.clock.now();
    let look = move |read: &Read| {
        let active = sql::find_cloud(read)?.filter(|cloud| cloud.state == DeviceState::Active);
        let (Some(_), Some(whole_from)) = (active, whole_from(read)?) else { return Ok(false) };
        let Some(kept) = sql::find_snapshot(read)? else { return Ok(true) };
        let epoch = epoch::current(read)?.map(|epoch| epoch.epoch);
        let hour = house::load(read)?.calendar()?.hour_of(now);
        let is_old = now.millis() - kept.at.millis() > WEEK && NIGHT.contains(&hour);
        Ok(epoch.is_some_and(|epoch| epoch != kept.epoch) || kept.no < whole_from || is_old)
    };
    app.store.read(look).await
}
