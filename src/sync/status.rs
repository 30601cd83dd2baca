use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use super::alarm::Alarm;
use super::listen::{Via, Way};
use super::model::CloudState;
use super::pace::Pace;
use super::sql;
use crate::app::App;
use crate::base::{At, Error, Result};
use crate::store::Tx;
use crate::wire::Actor;
use crate::wire::sync::DeviceState;

/// How the line to the cloud is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CloudStatus {
    pub state: CloudState,
    pub hub_url: String,
    /// What the place this box stands at is called there.
    pub name: String,
    pub head_seq: i64,
    pub held_seq: i64,
    /// Facts the cloud does not hold yet.
    pub behind: i64,
    pub last_contact_at: Option<At>,
    pub next_try_in_seconds: Option<u64>,
    pub tries: u32,
    /// Why it was not reached, or what a person must decide.
    pub trouble: String,
    /// The cloud's clock less ours, in milliseconds.
    pub skew_ms: i64,
    /// Kilobits a second that may be sent; 0: no cap.
    pub cap_kbps: u32,
    pub alarms: Vec<Alarm>,
    /// How commands come just now; none when they do not.
    pub via: Option<Via>,
}

/// Whether the cloud is reached: no more than every screen may know.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CloudReach {
    pub state: CloudState,
    /// Facts the cloud does not hold yet.
    pub behind: i64,
    pub last_contact_at: Option<At>,
}

/// What the worker is about; gone with the process.
#[derive(Default)]
pub struct Desk {
    now: Mutex<Doing>,
    /// How tries ended since the start, by the state they ended in.
    ends: Mutex<BTreeMap<CloudState, u64>>,
    /// Somebody wants it tried now.
    pub hurry: tokio::sync::Notify,
    /// What goes out, of whatever kind, goes over one line.
    pace: Mutex<Pace>,
}

#[derive(Clone, Default)]
pub struct Doing {
    pub state: Option<CloudState>,
    pub tries: u32,
    /// On the clock that never goes back.
    pub next_try: Option<Duration>,
    pub trouble: String,
}

impl Desk {
    pub fn set(&self, doing: Doing) {
        // Connecting without a trouble is where a try begins.
        let ended = doing.state != Some(CloudState::Connecting) || !doing.trouble.is_empty();
        if let Some(state) = doing.state.filter(|_| ended) {
            *hold(&self.ends).entry(state).or_default() += 1;
        }
        *hold(&self.now) = doing;
    }

    /// Waits until `bytes` may go out over a line with a cap.
    pub async fn wait_for_line(&self, app: &App, bytes: usize, cap_kbps: u32) {
        let wait = {
            let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            pace.wait(app.clock.mono(), bytes, cap_kbps)
        };
        tokio::time::sleep(wait).await;
    }

    fn get(&self) -> Doing {
        hold(&self.now).clone()
    }
}

fn hold<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How tries to reach the cloud have ended since the start, by the state they ended in.
pub fn tries(app: &App) -> BTreeMap<CloudState, u64> {
    hold(&app.room::<Desk>().ends).clone()
}

/// How the line to the cloud is just now.
pub async fn status(app: &App) -> Result<CloudStatus> {
    let doing = app.room::<Desk>().get();
    let head_seq = app.ledger.head();
    let cloud = app.store.read(sql::find_cloud).await?;
    let wait = doing.next_try.map(|at| at.saturating_sub(app.clock.mono()).as_secs());
    let Some(cloud) = cloud else {
        return Ok(CloudStatus {
            state: CloudState::NotEnrolled,
            hub_url: String::new(),
            name: String::new(),
            head_seq,
            held_seq: 0,
            behind: 0,
            last_contact_at: None,
            next_try_in_seconds: None,
            tries: 0,
            trouble: String::new(),
            skew_ms: 0,
            cap_kbps: 0,
            alarms: Vec::new(),
            via: None,
        });
    };
    let state = match cloud.state {
        DeviceState::Fenced => CloudState::Fenced,
        DeviceState::Revoked => CloudState::Revoked,
        DeviceState::Active => doing.state.unwrap_or(CloudState::Connecting),
    };
    Ok(CloudStatus {
        state,
        hub_url: cloud.hub_url,
        name: cloud.name,
        head_seq,
        held_seq: cloud.held_seq,
        behind: (head_seq - cloud.held_seq).max(0),
        last_contact_at: cloud.last_contact_at,
        next_try_in_seconds: wait,
        tries: doing.tries,
        trouble: doing.trouble,
        skew_ms: cloud.skew_ms,
        cap_kbps: cloud.cap_kbps,
        alarms: app.store.read(sql::list_alarms).await?,
        via: app.room::<Way>().via(),
    })
}

/// Whether the cloud is reached just now.
pub async fn reach(app: &App) -> Result<CloudReach> {
    let CloudStatus { state, behind, last_contact_at, .. } = status(app).await?;
    Ok(CloudReach { state, behind, last_contact_at })
}

/// Caps what is sent, in kilobits a second; 0 lifts it.
///
/// Error: `not_found` for a box without a cloud.
pub async fn set_cap(app: &App, actor: &Actor, kbps: u32) -> Result<CloudStatus> {
    let set = move |tx: &Tx| {
        sql::find_cloud(tx)?.ok_or_else(|| Error::not_found("cloud"))?;
        sql::mark_cap(tx, kbps)
    };
    app.store.write(actor, set).await?;
    status(app).await
}
