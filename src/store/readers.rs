use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use super::Read;
use super::connection::tune;
use crate::base::{Code, Error, Result, limits};

/// Read-only connections, handed out one at a time to whoever asks.
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    free: Semaphore,
    waiting: AtomicUsize,
}

impl Readers {
    pub fn open(path: &Path) -> Result<Readers> {
        let open = || -> Result<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(path, flags)?;
            tune(&conn)?;
            conn.pragma_update(None, "query_only", true)?;
            Ok(conn)
        };
        let idle = (0..limits::READERS).map(|_| open()).collect::<Result<Vec<_>>>()?;
        let free = Semaphore::new(idle.len());
        Ok(Readers { idle: Mutex::new(idle), free, waiting: AtomicUsize::new(0) })
    }

    /// Runs `look` on a thread of its own, over one unmoving view. `busy` when too many wait.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        look: impl FnOnce(&Read) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _place = Waiting::enter(&self.waiting)?;
        let _permit = self.free.acquire().await.map_err(Error::internal)?;
        let readers = Arc::clone(self);
        tokio::task::spawn_blocking(move || readers.look(look)).await.map_err(Error::internal)?
    }

    fn look<T>(&self, look: impl FnOnce(&Read) -> Result<T>) -> Result<T> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let borrowed = idle().pop().ok_or_else(|| Error::new(Code::Busy))?;
        let borrowed = Borrowed { conn: Some(borrowed), readers: self };
        let conn = borrowed.conn.as_ref().ok_or_else(|| Error::new(Code::Busy))?;
        let view = conn.unchecked_transaction()?;
        look(&Read::new(&view))
    }

    pub fn close(&self) {
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Gives the connection back, also when the reader panics.
struct Borrowed<'a> {
    conn: Option<Connection>,
    readers: &'a Readers,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take()
            && !self.readers.free.is_closed()
        {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl Waiting<'_> {
    fn enter(count: &AtomicUsize) -> Result<Waiting<'_>> {
        if count.fetch_add(1, Ordering::SeqCst) >= limits::READ_QUEUE {
            count.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::new(Code::Busy).retry_after(1));
        }
        Ok(Waiting(count))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
