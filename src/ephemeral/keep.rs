use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sled::Db;

use super::folder::{self, Opened};
use super::value::{self, Reading};
use crate::base::{Clock, fill_random};

/// Locks that keep two changes of one key apart.
const STRIPES: usize = 64;
/// Values there may be, and bytes one may have. Past it a put is dropped, and logged.
const MAX_VALUES: usize = 200_000;
const MAX_BYTES: usize = 256 * 1024;
/// Resets in one run after which the folder is not trusted again.
const MAX_RESETS: u32 = 3;
/// How long closing waits for sled to write what it holds.
const CLOSE_PATIENCE: Duration = Duration::from_secs(5);
/// Nothing of ours has an empty space; the store's own marks have.
const FIRST: &[u8] = &[1];

/// A handle to the store. Clones share it.
#[derive(Clone)]
pub struct Ephemeral(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    clock: Clock,
    run: u64,
    current: RwLock<Current>,
    reset: AtomicBool,
    count: AtomicUsize,
    stripes: [Mutex<()>; STRIPES],
    hasher: RandomState,
    /// Where the next sweep begins.
    swept: Mutex<Vec<u8>>,
}

#[derive(Clone)]
struct Current {
    /// None only if not even a store in memory could be had: then everything is absent.
    db: Option<Arc<Db>>,
    /// How many stores there were before, so that one failure seen twice resets only once.
    generation: u32,
}

impl Ephemeral {
    /// Opens the store in `dir`, or an empty one in its place. Blocks for the disk; never fails.
    pub fn open(dir: &Path, clock: Clock) -> Ephemeral {
        let Opened { db, reset } = folder::open(dir);
        let mut run = [0; 8];
        fill_random(&mut run);
        let keep = Ephemeral(Arc::new(Inner {
            dir: dir.to_path_buf(),
            clock,
            run: u64::from_be_bytes(run),
            current: RwLock::new(Current { db: db.map(Arc::new), generation: 0 }),
            reset: AtomicBool::new(reset),
            count: AtomicUsize::new(0),
            stripes: std::array::from_fn(|_| Mutex::new(())),
            hasher: RandomState::new(),
            swept: Mutex::new(Vec::new()),
        }));
        let held =
            keep.attempt(|db| db.range(FIRST..).try_fold(0, |sum, entry| entry.map(|_| sum + 1)));
        keep.0.count.store(held.unwrap_or(0), Ordering::SeqCst);
        keep
    }

    /// Whether what an earlier run kept was lost, or this run had to begin anew.
    pub fn was_reset(&self) -> bool {
        self.0.reset.load(Ordering::SeqCst)
    }

    /// How many values there are, those not swept yet among them.
    pub fn count(&self) -> usize {
        self.0.count.load(Ordering::SeqCst)
    }

    pub fn get<T: DeserializeOwned>(&self, space: &str, key: &str) -> Option<T> {
        self.read(&full_key(space, key))
    }

    pub fn put<T: Serialize>(&self, space: &str, key: &str, value: &T, ttl: Duration) {
        let key = full_key(space, key);
        let _alone = self.lock(&key);
        self.write(&key, Some(value), ttl);
    }

    pub fn remove(&self, space: &str, key: &str) {
        let key = full_key(space, key);
        let _alone = self.lock(&key);
        self.delete(&key);
    }

    /// Reads, decides and writes with nobody in between: `change` answers the new value (None
    /// removes) and what to tell the caller. It must not call the store for the same key.
    pub fn update<T: Serialize + DeserializeOwned, R>(
        &self,
        space: &str,
        key: &str,
        ttl: Duration,
        change: impl FnOnce(Option<T>) -> (Option<T>, R),
    ) -> R {
        let key = full_key(space, key);
        let _alone = self.lock(&key);
        let (value, answer) = change(self.read(&key));
        self.write(&key, value.as_ref(), ttl);
        answer
    }

    /// The values whose key begins with `prefix`, in the order of their keys, at most `limit`.
    pub fn list<T: DeserializeOwned>(
        &self,
        space: &str,
        prefix: &str,
        limit: usize,
    ) -> Vec<(String, T)> {
        let now = self.reading();
        let start = full_key(space, prefix);
        let listed = self.attempt(|db| {
            let mut found = Vec::new();
            for entry in db.scan_prefix(&start) {
                let (key, bytes) = entry?;
                let name = key.get(space.len() + 1..).map(String::from_utf8_lossy);
                if let (Some(name), Some(value)) = (name, value::decode(&bytes, now)) {
                    found.push((name.into_owned(), value));
                }
                if found.len() >= limit {
                    break;
                }
            }
            Ok(found)
        });
        let mut listed = listed.unwrap_or_default();
        listed.truncate(limit);
        listed
    }

    /// Looks at the next `limit` values, round and round, and deletes those that have expired.
    /// Answers how many it deleted.
    pub fn sweep(&self, limit: usize) -> usize {
        let now = self.reading();
        let mut last = self.0.swept.lock().unwrap_or_else(PoisonError::into_inner);
        let from = if last.is_empty() {
            Bound::Included(FIRST.to_vec())
        } else {
            Bound::Excluded(last.clone())
        };
        let seen = self.attempt(|db| {
            let range = db.range::<Vec<u8>, _>((from.clone(), Bound::Unbounded));
            range.take(limit).collect::<sled::Result<Vec<_>>>()
        });
        let seen = seen.unwrap_or_default();
        *last = match seen.last() {
            Some((key, _)) if seen.len() == limit => key.to_vec(),
            _ => Vec::new(),
        };
        let expired = seen.iter().filter(|(_, bytes)| !value::is_alive(bytes, now));
        let gone = expired.filter(|(key, bytes)| {
            // Only what was seen: somebody may have put a new value there since.
            let swap = |db: &Db| db.compare_and_swap(key, Some(bytes), None::<&[u8]>);
            matches!(self.attempt(swap), Some(Ok(())))
        });
        let gone = gone.count();
        self.fewer(gone);
        gone
    }

    fn reading(&self) -> Reading {
        let clock = &self.0.clock;
        Reading { wall: clock.now(), mono: clock.mono(), run: self.0.run }
    }

    fn lock(&self, key: &[u8]) -> MutexGuard<'_, ()> {
        let mut hasher = self.0.hasher.build_hasher();
        hasher.write(key);
        let stripe = usize::try_from(hasher.finish() % STRIPES as u64).unwrap_or(0);
        self.0.stripes[stripe].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T: DeserializeOwned>(&self, key: &[u8]) -> Option<T> {
        let bytes = self.attempt(|db| db.get(key))??;
        value::decode(&bytes, self.reading())
    }

    fn write<T: Serialize>(&self, key: &[u8], value: Option<&T>, ttl: Duration) {
        let Some(value) = value else { return self.delete(key) };
        let encoded = value::encode(value, ttl, self.reading());
        let Some(bytes) = encoded.filter(|bytes| bytes.len() <= MAX_BYTES) else {
            tracing::error!("a value too large for the ephemeral store was dropped");
            return;
        };
        if self.count() >= MAX_VALUES {
            tracing::error!("the ephemeral store is full; a value was dropped");
            return;
        }
        if let Some(None) = self.attempt(|db| db.insert(key, bytes.as_slice())) {
            self.0.count.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn delete(&self, key: &[u8]) {
        if let Some(Some(_)) = self.attempt(|db| db.remove(key)) {
            self.fewer(1);
        }
    }

    fn fewer(&self, gone: usize) {
        let less = |count: usize| Some(count.saturating_sub(gone));
        let _ = self.0.count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
    }

    /// Asks sled; if it fails or panics, starts a fresh store and asks that.
    fn attempt<R>(&self, ask: impl Fn(&Db) -> sled::Result<R>) -> Option<R> {
        for _ in 0..2 {
            let Current { db, generation } =
                self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone();
            let db = db?;
            // A panic in sled, even one while letting go of it, ends here.
            let asked = catch_unwind(AssertUnwindSafe(|| {
                let db = db;
                ask(&db)
            }));
            let why = match asked {
                Ok(Ok(answer)) => return Some(answer),
                Ok(Err(error)) => error.to_string(),
                Err(_) => "sled panicked".to_owned(),
            };
            self.start_anew(generation, &why);
        }
        None
    }

    fn start_anew(&self, failed: u32, why: &str) {
        let mut current = self.0.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.generation != failed {
            return;
        }
        tracing::error!("the ephemeral store failed and starts empty: {why}");
        self.0.reset.store(true, Ordering::SeqCst);
        self.0.count.store(0, Ordering::SeqCst);
        let old = current.db.take();
        let fresh =
            if failed < MAX_RESETS { folder::afresh(&self.0.dir) } else { folder::in_memory() };
        *current = Current { db: fresh.map(Arc::new), generation: failed.saturating_add(1) };
        drop(current);
        if let Some(old) = old {
            folder::let_go(old, Duration::ZERO);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let current = self.current.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(db) = current.db.take() {
            folder::let_go(db, CLOSE_PATIENCE);
        }
    }
}

/// Between the two a NUL, which no space has in it.
fn full_key(space: &str, key: &str) -> Vec<u8> {
    [space.as_bytes(), &[0], key.as_bytes()].concat()
}

#[cfg(test)]
impl Ephemeral {
    /// Lets the engine panic once, as a broken page would.
    pub(super) fn fail_for_test(&self) {
        let once = AtomicBool::new(true);
        let _ = self.attempt(|_| {
            assert!(!once.swap(false, Ordering::SeqCst), "a broken page");
            Ok(())
        });
    }
}
