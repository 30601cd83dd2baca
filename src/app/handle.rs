use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

use super::rooms::Rooms;
use crate::base::{Clock, Error, Result, Secret};
use crate::config::{DataDir, Settings};
use crate::ephemeral::Ephemeral;
use crate::gateways::pay::Gateways;
use crate::gateways::sms::Sms;
use crate::ledger::{self, Ledger};
use crate::live::Live;
use crate::store::{Hooks, Store};

/// Everything a slice may use. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub settings: Settings,
    pub clock: Clock,
    pub data_dir: DataDir,
    pub store: Store,
    pub ledger: Arc<Ledger>,
    pub ephemeral: Ephemeral,
    pub live: Live,
    pub sms: Sms,
    /// Those who take cards and UPI for the house.
    pub pay: Gateways,
    /// True in `tiffin demo`: the pages say so, and nothing is real.
    pub demo: bool,
    root_key: Secret,
    rooms: Rooms,
    _lock: std::fs::File,
}

impl App {
    /// Opens every engine over the settings' data directory.
    ///
    /// Errors: `busy` while another Tiffin has the data; those of [`Store::open`];
    /// `storage_failed` when the end of the book of facts does not hold after a stop that was not
    /// orderly.
    pub async fn open(settings: Settings, clock: Clock, demo: bool) -> Result<App> {
        let data_dir = DataDir::open(&settings.data_dir)?;
        let lock = data_dir.lock()?;
        let root_key = data_dir.root_key()?;
        let ledger = Arc::new(Ledger::new());
        let told = ledger.clone();
        let hooks = Hooks {
            append: Box::new(ledger::append),
            committed: Box::new(move |head| told.committed(head)),
        };
        let store = Store::open(&data_dir, clock.clone(), hooks)?;
        let tail = if store.was_orderly() { 0 } else { 1_000 };
        let head = store
            .read(move |read| {
                let head = ledger::head(read.conn())?;
                if tail > 0 {
                    ledger::verify(read.conn(), head - tail)?;
                }
                Ok(head)
            })
            .await?;
        ledger.committed(head);
        let (folder, time) = (data_dir.ephemeral(), clock.clone());
        let ephemeral = tokio::task::spawn_blocking(move || Ephemeral::open(&folder, time))
            .await
            .map_err(Error::internal)?;
        let live = Live::new(clock.clone());
        live.head(head);
        let sms = Sms::new(&settings.sms, clock.clone());
        let pay = Gateways::new(&settings.pay, clock.clone());
        let rooms = Rooms::default();
        Ok(App(Arc::new(Parts {
            settings,
            clock,
            data_dir,
            store,
            ledger,
            ephemeral,
            live,
            sms,
            pay,
            demo,
            root_key,
            rooms,
            _lock: lock,
        })))
    }

    /// A key for one purpose, derived from the box's root key.
    pub fn key(&self, purpose: &str) -> Secret {
        self.root_key.derive(purpose)
    }

    /// What a slice keeps in memory, one value a type, made by `default()` at first use.
    pub fn room<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        self.rooms.get()
    }

    /// Finishes what was accepted and closes the files.
    pub async fn close(&self) {
        self.store.close().await;
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
