use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::db::{Db, Tx};
use crate::base::Result;

const CHANNEL: &str = "tiffin_wake";
/// How long a node waits before it listens again, when that did not work.
const PAUSE: Duration = Duration::from_millis(500);

/// Wakes whoever waits for a box on this node, whichever node there is news at. What is called out
/// while nobody listens is lost; so all look when listening begins again.
#[derive(Clone)]
pub struct Wake(Arc<Shared>);

struct Shared {
    db: Db,
    ears: Mutex<HashMap<Uuid, watch::Sender<u64>>>,
    listener: OnceLock<AbortHandle>,
}

/// Hears that there is news of one box.
pub struct Ear {
    device: Uuid,
    heard: watch::Receiver<u64>,
    shared: Arc<Shared>,
}

impl Wake {
    pub fn new(db: &Db) -> Wake {
        let (ears, listener) = (Mutex::default(), OnceLock::new());
        Wake(Arc::new(Shared { db: db.clone(), ears, listener }))
    }

    /// From now on no news of the box is missed. The first one starts the node's listening.
    pub fn ear(&self, device: Uuid) -> Ear {
        let heard = self.0.ears().entry(device).or_default().subscribe();
        self.0.listener.get_or_init(|| {
            let listening = tokio::spawn(listen(Arc::downgrade(&self.0), self.0.db.clone()));
            listening.abort_handle()
        });
        Ear { device, heard, shared: self.0.clone() }
    }
}

/// Tells all nodes, once the transaction is kept, that there is news of a box.
pub async fn call_in(tx: &Tx, device: Uuid) -> Result<()> {
    let sql = "SELECT pg_notify($1, $2)";
    tx.run(sql, &[&CHANNEL, &device.to_string()]).await.map(drop)
}

impl Ear {
    /// Waits until there is something to look at.
    pub async fn wait(&mut self) {
        if self.heard.changed().await.is_err() {
            // The sender is kept as long as an ear is.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut ears = self.shared.ears();
        // This one is still counted.
        if ears.get(&self.device).is_some_and(|sender| sender.receiver_count() <= 1) {
            ears.remove(&self.device);
        }
    }
}

impl Shared {
    fn ears(&self) -> MutexGuard<'_, HashMap<Uuid, watch::Sender<u64>>> {
        self.ears.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.get() {
            listener.abort();
        }
    }
}

/// Listens for as long as somebody holds the [`Wake`], over as many connections as it takes.
async fn listen(shared: Weak<Shared>, db: Db) {
    loop {
        match db.listen(CHANNEL).await {
            Ok(mut calls) => {
                let wake_all = |shared: Arc<Shared>| {
                    shared.ears().values().for_each(|ear| ear.send_modify(|n| *n += 1));
                };
                let Some(all) = shared.upgrade() else { return };
                wake_all(all);
                while let Some(call) = calls.next().await {
                    let Some(shared) = shared.upgrade() else { return };
                    let device = call.parse::<Uuid>().ok();
                    if let Some(ear) = device.and_then(|device| shared.ears().get(&device).cloned())
                    {
                        ear.send_modify(|n| *n += 1);
                    }
                }
                tracing::warn!("the database hung up on who listens; listening again");
            }
            Err(error) => {
                tracing::warn!(%error, "nobody listens to the other nodes");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
