use std::ffi::OsString;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use sled::Db;

/// sled's page cache.
const CACHE: u64 = 16 * 1024 * 1024;
/// How often sled writes what is new. Seldom, for the card's sake.
const FLUSH_MS: u64 = 1_000;
/// A folder that takes longer to open than this is as good as broken.
const PATIENCE: Duration = Duration::from_secs(10);
/// Tries, 50 ms apart, to get the lock of a folder that its last user is just letting go.
const LOCK_TRIES: u32 = 40;
/// Written and flushed into every fresh store. Absent later, sled has lost more than a moment.
const BORN: &[u8] = b"\0born";

/// An open store, and whether it had to be started anew.
pub(super) struct Opened {
    pub db: Option<Db>,
    pub reset: bool,
}

/// Opens the folder; if that fails, a fresh one; if that fails too, one in memory.
pub(super) fn open(dir: &Path) -> Opened {
    let used_before = mark(dir).exists();
    match open_at(Some(dir)) {
        Ok(db) => {
            let reset = used_before && !is_born(&db);
            if reset {
                tracing::warn!("the ephemeral store was lost; it starts empty");
            }
            bear(&db, dir);
            Opened { db: Some(db), reset }
        }
        Err(Failure::InUse) => {
            tracing::error!("the ephemeral store is in use by another program; going without it");
            Opened { db: in_memory(), reset: true }
        }
        Err(Failure::Broken(why)) => {
            tracing::error!("the ephemeral store cannot be opened: {why}");
            Opened { db: afresh(dir), reset: true }
        }
    }
}

/// Sets the folder aside and opens a fresh one in its place.
pub(super) fn afresh(dir: &Path) -> Option<Db> {
    match set_aside(dir).map_err(|e| e.to_string()).and_then(|()| {
        open_at(Some(dir)).map_err(|failure| match failure {
            Failure::InUse => "it is in use".to_owned(),
            Failure::Broken(why) => why,
        })
    }) {
        Ok(db) => {
            bear(&db, dir);
            Some(db)
        }
        Err(why) => {
            tracing::error!("no fresh ephemeral store, keeping it in memory: {why}");
            in_memory()
        }
    }
}

/// Lets go of a store on a thread of its own, because sled may wait for ever for a thread of
/// its that died; waits at most `patience` for the files to be closed.
pub(super) fn let_go(db: Arc<Db>, patience: Duration) {
    let (done, gone) = mpsc::channel::<()>();
    let dropper = move || {
        let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
        drop(done);
    };
    if thread::Builder::new().name("ephemeral-close".into()).spawn(dropper).is_ok() {
        let _ = gone.recv_timeout(patience);
    }
}

enum Failure {
    InUse,
    Broken(String),
}

fn open_at(dir: Option<&Path>) -> Result<Db, Failure> {
    for _ in 0..LOCK_TRIES {
        match open_once(dir) {
            Err(Failure::InUse) => thread::park_timeout(Duration::from_millis(50)),
            result => return result,
        }
    }
    Err(Failure::InUse)
}

/// On a thread of its own: a panic or a hang in there is then only a failure here.
fn open_once(dir: Option<&Path>) -> Result<Db, Failure> {
    let config = sled::Config::new().cache_capacity(CACHE).flush_every_ms(Some(FLUSH_MS));
    let config = match dir {
        Some(dir) => config.path(dir),
        None => config.temporary(true),
    };
    let (sender, opened) = mpsc::channel();
    let opener = move || {
        let _ = sender.send(config.open());
    };
    thread::Builder::new()
        .name("ephemeral-open".into())
        .spawn(opener)
        .map_err(|e| Failure::Broken(e.to_string()))?;
    match opened.recv_timeout(PATIENCE) {
        Ok(Ok(db)) => Ok(db),
        Ok(Err(error)) if error.to_string().contains("could not acquire lock") => {
            Err(Failure::InUse)
        }
        Ok(Err(error)) => Err(Failure::Broken(error.to_string())),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Failure::Broken("sled panicked".into())),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Failure::Broken("sled hangs".into())),
    }
}

/// A store that lasts as long as the run.
pub(super) fn in_memory() -> Option<Db> {
    open_at(None).ok()
}

fn is_born(db: &Db) -> bool {
    catch_unwind(AssertUnwindSafe(|| matches!(db.contains_key(BORN), Ok(true)))).unwrap_or(false)
}

/// Leaves the two marks by which a later start knows that there was a store.
fn bear(db: &Db, dir: &Path) {
    let write = || db.insert(BORN, b"").and_then(|_| db.flush()).map_err(|e| e.to_string());
    let written = catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(|_| Err("panic".into()));
    let marked = written.and_then(|_| fs::write(mark(dir), b"").map_err(|e| e.to_string()));
    if let Err(why) = marked {
        tracing::warn!("the ephemeral store could not be marked: {why}");
    }
}

/// Moves the folder to `<dir>.broken-<n>`, and removes the one that was set aside before.
fn set_aside(dir: &Path) -> std::io::Result<()> {
    let mut newest = 0;
    for (number, path) in aside(dir) {
        newest = newest.max(number);
        let _ = fs::remove_dir_all(path);
    }
    if !dir.exists() {
        return Ok(());
    }
    let target = beside(dir, &format!(".broken-{}", newest.saturating_add(1)));
    fs::rename(dir, target).or_else(|_| fs::remove_dir_all(dir))
}

/// The folders that were set aside, with their numbers.
fn aside(dir: &Path) -> Vec<(u32, PathBuf)> {
    let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else { return Vec::new() };
    let prefix = format!("{}.broken-", name.to_string_lossy());
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let name = entry.file_name();
            let number = name.to_string_lossy().strip_prefix(&prefix)?.parse().ok()?;
            Some((number, entry.path()))
        })
        .collect()
}

fn mark(dir: &Path) -> PathBuf {
    beside(dir, ".made")
}

fn beside(dir: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(dir.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}
