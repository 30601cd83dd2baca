use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::{Connection, ffi};
use tokio::sync::{mpsc, oneshot};

use super::connection::Files;
use super::health::{Health, Storage};
use super::{Tx, mirror};
use crate::base::{At, Clock, Code, Error, Result, limits};
use crate::wire::{Actor, Fact};

/// Writes a job's facts down in the transaction that is open; answers the last one's sequence
/// number, if there is one.
type Append = dyn FnMut(&Connection, At, &Actor, &[Fact]) -> Result<Option<i64>> + Send;

/// What the ledger does for the store; the two do not know each other.
pub struct Hooks {
    pub append: Box<Append>,
    /// Hears the highest sequence number after each commit that wrote facts.
    pub committed: Box<dyn Fn(i64) + Send>,
}

/// Something to be written, and somebody waiting to hear of it.
pub(super) trait Job: Send {
    fn actor(&self) -> Actor;
    /// Runs in a savepoint; false asks for it to be undone.
    fn run(&mut self, tx: &Tx) -> bool;
    /// The savepoint could not be kept for this reason.
    fn fail(&mut self, error: Error);
    /// The commit is over; `outcome` is what it came to.
    fn answer(self: Box<Self>, outcome: std::result::Result<(), Code>);
}

pub(super) struct Task<T, F> {
    pub actor: Actor,
    pub work: Option<F>,
    pub result: Option<Result<T>>,
    pub reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send + 'static,
    F: FnOnce(&Tx) -> Result<T> + Send,
{
    fn actor(&self) -> Actor {
        self.actor.clone()
    }

    fn run(&mut self, tx: &Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
            .unwrap_or_else(|_| Err(Error::internal("a job panicked")));
        self.result.insert(result).is_ok()
    }

    fn fail(&mut self, error: Error) {
        self.result = Some(Err(error));
    }

    fn answer(self: Box<Self>, outcome: std::result::Result<(), Code>) {
        let result = match (self.result, outcome) {
            (Some(Ok(_)), Err(code)) => Err(code.into()),
            (Some(result), _) => result,
            (None, outcome) => Err(outcome.err().unwrap_or(Code::Internal).into()),
        };
        // Whoever asked may have gone; what was written stays written.
        let _ = self.reply.send(result);
    }
}

pub(super) enum Order {
    Do(Box<dyn Job>),
    Stop(oneshot::Sender<()>),
}

pub(super) struct Writer {
    pub conn: Connection,
    pub clock: Clock,
    pub hooks: Hooks,
    pub files: Files,
    pub health: std::sync::Arc<Health>,
}

impl Writer {
    /// Takes whatever waits, commits it together, answers everybody; until told to stop.
    pub fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        let mut stop = None;
        while stop.is_none() {
            let mut batch = Vec::new();
            match orders.blocking_recv() {
                Some(Order::Do(job)) => batch.push(job),
                Some(Order::Stop(done)) => stop = Some(done),
                None => break,
            }
            while stop.is_none() && batch.len() < limits::WRITE_BATCH {
                match orders.try_recv() {
                    Ok(Order::Do(job)) => batch.push(job),
                    Ok(Order::Stop(done)) => stop = Some(done),
                    Err(_) => break,
                }
            }
            self.commit_together(batch);
        }
        self.settle();
        drop(self);
        turn_away(orders);
        if let Some(done) = stop {
            let _ = done.send(());
        }
    }

    fn commit_together(&mut self, mut batch: Vec<Box<dyn Job>>) {
        if batch.is_empty() {
            return;
        }
        let outcome = match self.health.get() {
            Storage::Failed => Err(Code::StorageFailed),
            _ => self.try_batch(&mut batch),
        };
        match outcome {
            Ok(Some(head)) => (self.hooks.committed)(head),
            Ok(None) => {}
            Err(Code::DiskFull) => self.give_up_reserve(),
            Err(Code::StorageFailed | Code::UnknownOutcome) => self.storage_failed(),
            Err(_) => {}
        }
        for job in batch {
            job.answer(outcome.map(|_| ()));
        }
    }

    /// Answers the new head of the ledger, if any fact was recorded. An error is everybody's.
    fn try_batch(&mut self, batch: &mut [Box<dyn Job>]) -> std::result::Result<Option<i64>, Code> {
        self.exec("BEGIN IMMEDIATE").map_err(|e| e.code())?;
        let mut head = None;
        let mut kept = 0;
        for job in batch.iter_mut() {
            match self.try_job(job.as_mut()) {
                Ok((ok, seq)) => {
                    kept += usize::from(ok);
                    head = seq.or(head);
                }
                Err(error) => {
                    let code = error.code();
                    tracing::error!(%error, "a batch was rolled back");
                    if !self.conn.is_autocommit() {
                        let _ = self.exec("ROLLBACK");
                    }
                    return Err(code);
                }
            }
        }
        if kept == 0 {
            self.exec("ROLLBACK").map_err(|e| e.code())?;
            return Ok(None);
        }
        if let Err(error) = mirror::ship(&self.conn, head) {
            tracing::error!(%error, "a batch was rolled back");
            if !self.conn.is_autocommit() {
                let _ = self.exec("ROLLBACK");
            }
            return Err(error.code());
        }
        self.exec("COMMIT").map(|()| head).map_err(|error| self.commit_failed(&error))
    }

    /// Runs one job in its savepoint. An error here means the whole batch is lost.
    fn try_job(&mut self, job: &mut dyn Job) -> Result<(bool, Option<i64>)> {
        self.exec("SAVEPOINT job")?;
        let tx = Tx::new(&self.conn, self.clock.now(), job.actor());
        let mut kept = job.run(&tx);
        let (now, actor, facts) = tx.into_facts();
        let mut head = None;
        if kept {
            match (self.hooks.append)(&self.conn, now, &actor, &facts) {
                Ok(seq) => head = seq,
                Err(error) => {
                    job.fail(error);
                    kept = false;
                }
            }
        }
        // On a full disk or a bad read SQLite may have undone everything by itself.
        if self.conn.is_autocommit() {
            return Err(Error::new(Code::DiskFull).source("SQLite rolled the batch back"));
        }
        if kept {
            self.exec("RELEASE job")?;
            return Ok((true, head));
        }
        self.exec("ROLLBACK TO job")?;
        self.exec("RELEASE job")?;
        Ok((false, None))
    }

    fn exec(&self, sql: &str) -> Result<()> {
        Ok(self.conn.prepare_cached(sql)?.execute([]).map(|_| ())?)
    }

    /// After a failed COMMIT nobody knows what is on the disk, unless the disk was merely full.
    fn commit_failed(&self, error: &Error) -> Code {
        tracing::error!(%error, "commit failed");
        let full = error
            .cause()
            .and_then(|cause| cause.downcast_ref::<rusqlite::Error>())
            .and_then(rusqlite::Error::sqlite_error)
            .is_some_and(|e| e.extended_code & 0xff == ffi::SQLITE_FULL);
        if !self.conn.is_autocommit() {
            let _ = self.exec("ROLLBACK");
        }
        if full { Code::DiskFull } else { Code::UnknownOutcome }
    }

    fn give_up_reserve(&self) {
        tracing::error!("the disk is full: the reserve is given up");
        self.health.set(Storage::Low);
        self.files.drop_reserve();
    }

    fn storage_failed(&self) {
        if self.health.get() != Storage::Failed {
            tracing::error!("the storage failed: nothing more is written until the box restarts");
            self.health.set(Storage::Failed);
            self.files.mark_failed();
        }
    }

    /// Leaves one tidy file behind.
    fn settle(&self) {
        if self.health.get() == Storage::Failed {
            return;
        }
        if let Err(error) = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
            tracing::warn!(%error, "the last checkpoint was not made");
        }
    }
}

/// Whoever asked after the stop hears that nothing was written, not that nobody knows.
fn turn_away(mut orders: mpsc::Receiver<Order>) {
    orders.close();
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::Do(job) => job.answer(Err(Code::StorageFailed)),
            Order::Stop(done) => drop(done.send(())),
        }
    }
}
