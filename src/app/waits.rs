use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::App;

/// What keeps a follower from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Times the same fact was tried without success.
    pub tries: u32,
    /// On the clock that never goes back.
    pub next_try: Duration,
    pub why: String,
}

/// The followers that wait just now, by name. Gone with the process.
#[derive(Default)]
pub struct Waits(Mutex<HashMap<Arc<str>, Wait>>);

impl Waits {
    /// What a follower waits for; none while it goes on.
    pub fn of(&self, follower: &str) -> Option<Wait> {
        self.all().get(follower).cloned()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Arc<str>, Wait>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held while a fact is tried: whatever ends that, the follower waits no more.
pub(super) struct Waiting {
    waits: Arc<Waits>,
    name: Arc<str>,
}

impl Waiting {
    pub fn new(app: &App, name: &Arc<str>) -> Waiting {
        Waiting { waits: app.room::<Waits>(), name: name.clone() }
    }

    pub fn until(&self, wait: Wait) {
        self.waits.all().insert(self.name.clone(), wait);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.waits.all().remove(&self.name);
    }
}
