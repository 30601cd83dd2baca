use std::sync::atomic::{AtomicU8, Ordering};

use crate::words;

words! {
    /// What can be expected of the storage.
    pub enum Storage {
        Ok = "ok",
        /// The disk was full and the reserve has been given up.
        Low = "low",
        /// A write did not reach the disk. Nothing is written until the machine restarts: a new
        /// process would trust pages that were never stored.
        Failed = "read_only",
    }
}

#[derive(Default)]
pub(super) struct Health(AtomicU8);

impl Health {
    pub fn get(&self) -> Storage {
        match self.0.load(Ordering::SeqCst) {
            0 => Storage::Ok,
            1 => Storage::Low,
            _ => Storage::Failed,
        }
    }

    /// Only ever for the worse, but for a reserve that was made again.
    pub fn set(&self, storage: Storage) {
        let level = match storage {
            Storage::Ok => 0,
            Storage::Low => 1,
            Storage::Failed => 2,
        };
        let _ = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |now| (now < 2).then_some(level));
    }
}
