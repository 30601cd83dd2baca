use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{Mutex, watch};

use super::catalogue::Catalogue;
use super::find::Orders;
use super::word_index::WordIndex;
use crate::app::App;
use crate::base::{Error, Result};
use crate::menu;

/// What the search keeps in memory. All of it can be made again.
#[derive(Default)]
pub struct Shelf {
    catalogue: RwLock<Option<Arc<Catalogue>>>,
    orders: RwLock<Arc<Orders>>,
    /// The revision of the menu that is searched.
    revision: watch::Sender<i64>,
    building: Mutex<()>,
}

impl Shelf {
    pub fn catalogue(&self) -> Option<Arc<Catalogue>> {
        self.catalogue.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn orders(&self) -> Arc<Orders> {
        self.orders.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn keep_orders(&self, orders: Orders) {
        *self.orders.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(orders);
    }

    fn keep(&self, catalogue: Arc<Catalogue>) {
        let revision = catalogue.revision;
        *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = Some(catalogue);
        self.revision.send_replace(revision);
    }
}

/// Tells which revision of the menu is searched, and when that changes.
pub fn revision(app: &App) -> watch::Receiver<i64> {
    app.room::<Shelf>().revision.subscribe()
}

/// Reads the menu anew, unless it is the one that is searched already.
pub async fn rebuild(app: &App) -> Result<Arc<Catalogue>> {
    let shelf = app.room::<Shelf>();
    let _only_me = shelf.building.lock().await;
    let menu = app.store.read(menu::load).await?;
    let last = shelf.catalogue();
    if let Some(last) = last.as_ref().filter(|last| last.revision == menu.revision) {
        return Ok(last.clone());
    }
    let build = move || {
        let mut catalogue = Catalogue::new(&menu);
        catalogue.index = match last {
            // A price or something sold out: the words are the same.
            Some(last) if last.index.is_some() && last.has_words_of(&catalogue) => {
                last.index.clone()
            }
            _ => WordIndex::build(&catalogue).map(Arc::new),
        };
        Arc::new(catalogue)
    };
    let catalogue = tokio::task::spawn_blocking(build).await.map_err(Error::internal)?;
    shelf.keep(catalogue.clone());
    Ok(catalogue)
}
