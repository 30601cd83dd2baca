use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread;

use rusqlite::Connection;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use super::health::{Health, Storage};
use super::readers::Readers;
use super::writer::{Hooks, Order, Task, Writer};
use super::{Read, Tx, migrate, mirror};
use crate::base::{Clock, Code, Error, Result, limits};
use crate::config::DataDir;
use crate::wire::Actor;

/// Bytes kept back for the day the disk is full: twice the largest WAL we let stand.
const RESERVE: u64 = 32 * 1024 * 1024;
const WAL_LIMIT: u64 = RESERVE / 2;

/// The files beside the database that tell how the last run ended.
#[derive(Clone)]
pub struct Files {
    dir: DataDir,
}

/// A handle to the one writer and the many readers. Clones share them.
#[derive(Clone)]
pub struct Store {
    orders: mpsc::Sender<Order>,
    readers: Arc<Readers>,
    health: Arc<Health>,
    files: Files,
    was_orderly: bool,
    /// Why nobody but the box itself writes any more.
    closed: Arc<OnceLock<Code>>,
}

/// What every connection is set to. `FULL`: a commit that was answered is on the disk.
pub(super) fn tune(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(256);
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
         PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA journal_size_limit = {WAL_LIMIT}; PRAGMA temp_store = MEMORY;",
    ))?;
    Ok(())
}

impl Store {
    /// Opens the database, brings it forward, and starts the writer's thread.
    ///
    /// Errors: `newer_database`; `storage_failed` when the last run saw a write fail and the
    /// machine has not restarted since, or the file is damaged.
    pub fn open(dir: &DataDir, clock: Clock, hooks: Hooks) -> Result<Store> {
        let files = Files::of(dir.clone());
        files.refuse_after_failure()?;
        files.make_room();
        let was_orderly = !files.dir.running().exists();
        let path = files.dir.database();
        let mut conn = Connection::open(&path)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        tune(&conn)?;
        if !was_orderly {
            check(&conn)?;
        }
        migrate::migrate(&mut conn, &migrate::embedded(), clock.now())?;
        mirror::resume(&conn)?;
        fs::write(files.dir.running(), b"").map_err(Error::internal)?;
        files.keep_reserve();
        let readers = Arc::new(Readers::open(&path)?);
        let health = Arc::new(Health::default());
        let (orders, waiting) = mpsc::channel(limits::WRITE_QUEUE);
        let writer = Writer { conn, clock, hooks, files: files.clone(), health: health.clone() };
        thread::Builder::new()
            .name("writer".into())
            .spawn(move || writer.run(waiting))
            .map_err(Error::internal)?;
        let closed = Arc::default();
        Ok(Store { orders, readers, health, files, was_orderly, closed })
    }

    /// Runs `work` in a transaction on the writer's thread and answers after the commit.
    ///
    /// Errors, besides those of `work`, which undo it: whatever the store was closed to people
    /// with; `busy` when too much waits;
    /// `unknown_outcome` when the commit broke, so ask again with the same key; `disk_full` and
    /// `storage_failed`, when nothing was written.
    pub async fn write<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl FnOnce(&Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if let Some(code) = self.closed.get().filter(|_| *actor != Actor::the_box()) {
            return Err((*code).into());
        }
        let (reply, answer) = oneshot::channel();
        let task = Task { actor: actor.clone(), work: Some(work), result: None, reply };
        self.orders.try_send(Order::Do(Box::new(task))).map_err(|error| match error {
            TrySendError::Full(_) => Error::new(Code::Busy).retry_after(1),
            TrySendError::Closed(_) => Error::new(Code::StorageFailed),
        })?;
        answer.await.map_err(|_| Error::new(Code::UnknownOutcome))?
    }

    /// Runs `look` on a read-only connection, over one unmoving view of all that was committed.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Read) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.readers.read(look).await
    }

    /// From now on only the box itself writes; everybody else is refused with `code`. Reading
    /// goes on. There is no way back but another start.
    pub fn close_to_people(&self, code: Code) {
        // Closed already is closed.
        let _ = self.closed.set(code);
    }

    /// How many jobs wait for the writer.
    pub fn waiting(&self) -> usize {
        self.orders.max_capacity() - self.orders.capacity()
    }

    pub fn storage(&self) -> Storage {
        self.health.get()
    }

    /// False when the last run was cut off.
    pub fn was_orderly(&self) -> bool {
        self.was_orderly
    }

    /// Makes the reserve again once there is room for it.
    pub fn mend_reserve(&self) {
        if self.storage() == Storage::Low && self.files.keep_reserve() {
            self.health.set(Storage::Ok);
        }
    }

    /// Finishes what was accepted, closes the files, and marks the stop as orderly.
    pub async fn close(&self) {
        let (done, stopped) = oneshot::channel();
        if self.orders.send(Order::Stop(done)).await.is_ok() {
            let _ = stopped.await;
            self.readers.close();
            if self.storage() != Storage::Failed {
                let _ = fs::remove_file(self.files.dir.running());
            }
        }
    }
}

/// After a stop that was not orderly: is the file whole?
fn check(conn: &Connection) -> Result<()> {
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    match verdict.as_str() {
        "ok" => Ok(()),
        fault => Err(Error::new(Code::StorageFailed)
            .message("The data is damaged. Restore the last backup.")
            .source(fault.to_owned())),
    }
}

/// Changes with every start of the machine.
fn boot_id() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default()
}

impl Files {
    pub(super) fn of(dir: DataDir) -> Files {
        Files { dir }
    }

    fn failed_mark(&self) -> std::path::PathBuf {
        self.dir.root().join("storage-failed")
    }

    /// Remembers, as far as the disk still can, that only a restart of the machine helps.
    pub(super) fn mark_failed(&self) {
        let _ = fs::write(self.failed_mark(), boot_id());
    }

    fn refuse_after_failure(&self) -> Result<()> {
        match fs::read_to_string(self.failed_mark()) {
            Ok(boot) if boot == boot_id() && !boot.is_empty() => {
                Err(Error::new(Code::StorageFailed)
                    .message("A write failed in this run of the machine. Restart the machine."))
            }
            Ok(_) => {
                let _ = fs::remove_file(self.failed_mark());
                Ok(())
            }
            Err(_) => Ok(()),
        }
    }

    /// SQLite cannot even open a database on a full disk: probe, and give the reserve up first.
    fn make_room(&self) {
        let probe = self.dir.root().join("probe");
        let fits = fs::write(&probe, vec![0; 256 * 1024]).is_ok();
        let _ = fs::remove_file(&probe);
        if !fits {
            self.drop_reserve();
        }
    }

    pub(super) fn drop_reserve(&self) {
        let _ = fs::remove_file(self.dir.reserve());
    }

    /// True when the reserve is there. It is written, not just sized: a hole keeps no room.
    pub(super) fn keep_reserve(&self) -> bool {
        let path = self.dir.reserve();
        if fs::metadata(&path).is_ok_and(|m| m.len() == RESERVE) {
            return true;
        }
        let written = write_zeros(&path, RESERVE).is_ok();
        if !written {
            self.drop_reserve();
        }
        written
    }
}

fn write_zeros(path: &Path, bytes: u64) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = fs::File::create(path)?;
    let block = vec![0; 1024 * 1024];
    for _ in 0..bytes / block.len() as u64 {
        file.write_all(&block)?;
    }
    file.sync_all()
}
