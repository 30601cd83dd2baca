use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};
use uuid::Uuid;

use super::message::{Message, Viewer};
use crate::base::{At, Clock, limits};

/// A handle to the hub. Clones share it.
#[derive(Clone)]
pub struct Live(Arc<Hub>);

/// How patient the hub is.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub screens: usize,
    pub hello: Duration,
    pub heartbeat: Duration,
    /// Beats between two pings.
    pub ping_beats: u32,
    pub silence: Duration,
}

pub(super) const PACE: Pace = Pace {
    screens: limits::MAX_SCREENS,
    hello: Duration::from_secs(5),
    heartbeat: Duration::from_secs(2),
    ping_beats: 5,
    silence: Duration::from_secs(30),
};

struct Hub {
    clock: Clock,
    pace: Pace,
    head: AtomicI64,
    next: AtomicU64,
    /// Open sockets, those that have not said hello yet among them.
    open: AtomicUsize,
    seats: Mutex<HashMap<u64, Place>>,
    closing: watch::Sender<bool>,
    /// Told whenever a socket ends.
    left: Notify,
}

/// What the hub holds of one screen.
struct Place {
    queue: mpsc::Sender<Message>,
    too_slow: Arc<Notify>,
    expelled: Arc<Notify>,
    acked: Arc<AtomicI64>,
    /// None until the screen is let in. Till then everything is queued for it, and sifted later.
    viewer: Option<Viewer>,
    kind: String,
    since: At,
}

/// One open screen, for those who watch over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    pub kind: String,
    /// What it shows of its kind, when it said so: `Tandoor` of `kitchen:Tandoor`.
    pub shows: Option<String>,
    pub is_staff: bool,
    pub since: At,
    /// The last message it said it has drawn.
    pub acked: Option<i64>,
}

impl Live {
    pub fn new(clock: Clock) -> Live {
        Live::with_pace(clock, PACE)
    }

    pub(super) fn with_pace(clock: Clock, pace: Pace) -> Live {
        Live(Arc::new(Hub {
            clock,
            pace,
            head: AtomicI64::new(0),
            next: AtomicU64::new(0),
            open: AtomicUsize::new(0),
            seats: Mutex::default(),
            closing: watch::Sender::new(false),
            left: Notify::new(),
        }))
    }

    /// Puts `message` into the queue of every screen that may see it, and waits for none. A
    /// screen whose queue is full is dropped.
    pub fn publish(&self, message: Message) {
        self.seats().retain(|_, place| {
            if place.viewer.is_some_and(|viewer| !message.audience.includes(viewer)) {
                return true;
            }
            let queued = place.queue.try_send(message.clone()).is_ok();
            if !queued {
                place.too_slow.notify_one();
            }
            queued
        });
    }

    /// Sets what heartbeats name as the latest.
    pub fn head(&self, seq: i64) {
        self.0.head.fetch_max(seq, Ordering::SeqCst);
    }

    /// True when no screen is open, nor about to be let in.
    pub fn is_empty(&self) -> bool {
        self.seats().is_empty()
    }

    /// The screens that are let in.
    pub fn screens(&self) -> Vec<Screen> {
        let seats = self.seats();
        let mut screens: Vec<(u64, Screen)> = seats
            .iter()
            .filter(|(_, place)| place.viewer.is_some())
            .map(|(id, place)| {
                let acked = place.acked.load(Ordering::SeqCst);
                let acked = (acked >= 0).then_some(acked);
                let (kind, shows) = match place.kind.split_once(':') {
                    Some((kind, shows)) => (kind, Some(shows.to_owned())),
                    None => (place.kind.as_str(), None),
                };
                let is_staff = place.viewer.is_some_and(|viewer| viewer.is_staff);
                let (kind, since) = (kind.to_owned(), place.since);
                (*id, Screen { kind, shows, is_staff, since, acked })
            })
            .collect();
        drop(seats);
        screens.sort_unstable_by_key(|(id, _)| *id);
        screens.into_iter().map(|(_, screen)| screen).collect()
    }

    /// The sessions of the screens that are let in, each once.
    pub fn sessions(&self) -> Vec<Uuid> {
        let seats = self.seats();
        let viewers = seats.values().filter_map(|place| place.viewer);
        let mut sessions: Vec<Uuid> = viewers.filter_map(|viewer| viewer.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// Shows the door to every screen of a session that is over.
    pub fn expel(&self, session: Uuid) {
        let is_of = |viewer: Viewer| viewer.session == Some(session);
        for place in self.seats().values().filter(|place| place.viewer.is_some_and(is_of)) {
            place.expelled.notify_one();
        }
    }

    /// Whether one more socket may be opened.
    pub fn has_room(&self) -> bool {
        !self.is_closing() && self.0.open.load(Ordering::SeqCst) < self.0.pace.screens
    }

    /// Says goodbye to every screen and waits until they are gone, for five seconds at most.
    pub async fn close(&self) {
        self.0.closing.send_replace(true);
        let empty = async {
            loop {
                let left = self.0.left.notified();
                if self.0.open.load(Ordering::SeqCst) == 0 {
                    return;
                }
                left.await;
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(5), empty).await;
    }

    pub(super) fn pace(&self) -> Pace {
        self.0.pace
    }

    pub(super) fn now(&self) -> At {
        self.0.clock.now()
    }

    pub(super) fn seq(&self) -> i64 {
        self.0.head.load(Ordering::SeqCst)
    }

    pub(super) fn is_closing(&self) -> bool {
        *self.0.closing.borrow()
    }

    /// Turns true when the box closes.
    pub(super) fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// Counts one more socket; None when there is no room.
    pub(super) fn enter(&self) -> Option<Entrance> {
        let more = |open| (open < self.0.pace.screens).then_some(open + 1);
        let entered = self.0.open.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more);
        entered.is_ok().then(|| Entrance(self.clone()))
    }

    /// Gives a screen a queue. From now on nothing that is published passes it by.
    pub(super) fn sit(&self, kind: String) -> Seat {
        let (sender, queue) = mpsc::channel(limits::SCREEN_QUEUE);
        let (too_slow, acked) = (Arc::new(Notify::new()), Arc::new(AtomicI64::new(-1)));
        let expelled = Arc::new(Notify::new());
        let id = self.0.next.fetch_add(1, Ordering::SeqCst);
        let place = Place {
            queue: sender,
            too_slow: too_slow.clone(),
            expelled: expelled.clone(),
            acked: acked.clone(),
            viewer: None,
            kind,
            since: self.now(),
        };
        self.seats().insert(id, place);
        Seat { live: self.clone(), id, queue, too_slow, expelled, acked }
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<u64, Place>> {
        self.0.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open socket, counted while it lasts.
pub(super) struct Entrance(Live);

impl Drop for Entrance {
    fn drop(&mut self) {
        let hub = &self.0.0;
        hub.open.fetch_sub(1, Ordering::SeqCst);
        hub.left.notify_waiters();
    }
}

/// A screen's own end of its queue. Dropped, the hub forgets the screen.
pub(super) struct Seat {
    live: Live,
    id: u64,
    pub queue: mpsc::Receiver<Message>,
    pub too_slow: Arc<Notify>,
    pub expelled: Arc<Notify>,
    acked: Arc<AtomicI64>,
}

impl Seat {
    pub fn admit(&self, viewer: Viewer) {
        if let Some(place) = self.live.seats().get_mut(&self.id) {
            place.viewer = Some(viewer);
        }
    }

    /// Acknowledgements only go forward, and not past what there is.
    pub fn ack(&self, seq: i64) {
        if (0..=self.live.seq()).contains(&seq) {
            self.acked.fetch_max(seq, Ordering::SeqCst);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.live.seats().remove(&self.id);
    }
}
