use std::sync::{Arc, PoisonError, RwLock};

use super::{load, sql};
use crate::app::App;
use crate::base::{Error, Result};
use crate::http::Kept;

/// The menu as it was last served.
#[derive(Default)]
pub struct Shelf {
    copy: RwLock<Option<Made>>,
    /// Held by whoever makes a new copy, so that a change makes one and not one per guest.
    making: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Made {
    revision: i64,
    /// How far the book of facts reached when the revision was last looked up. Every change of
    /// the menu is a fact, so while the book has not grown the copy is the menu.
    as_of: i64,
    json: Arc<Kept>,
}

impl Shelf {
    fn at(&self, head: i64) -> Option<Arc<Kept>> {
        let copy = self.copy.read().unwrap_or_else(PoisonError::into_inner);
        copy.as_ref().filter(|copy| copy.as_of >= head).map(|copy| copy.json.clone())
    }

    fn last(&self) -> Option<Made> {
        self.copy.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, copy: Made) {
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = Some(copy);
    }
}

/// The whole menu as JSON, no older than the last committed change. Made once per revision;
/// while nothing happens, asking touches no disk.
pub async fn menu_json(app: &App) -> Result<Arc<Kept>> {
    let shelf = app.room::<Shelf>();
    if let Some(json) = shelf.at(app.ledger.head()) {
        return Ok(json);
    }
    let _only_me = shelf.making.lock().await;
    // Read before the database is: what is committed in between is seen, and looked for again.
    let head = app.ledger.head();
    if let Some(json) = shelf.at(head) {
        return Ok(json);
    }
    let last = shelf.last();
    let known = last.as_ref().map(|copy| copy.revision);
    let made = app
        .store
        .read(move |read| match known == Some(sql::revision(read)?) {
            true => Ok(None),
            false => make(&load(read)?).map(Some),
        })
        .await?;
    let copy = made.or(last).ok_or_else(|| Error::internal("there is no copy of the menu"))?;
    shelf.keep(Made { as_of: head, ..copy.clone() });
    Ok(copy.json)
}

fn make(menu: &super::Menu) -> Result<Made> {
    let bytes = serde_json::to_vec(menu).map_err(Error::internal)?;
    let json = Kept::new("application/json", "no-cache", bytes)?;
    Ok(Made { revision: menu.revision, as_of: 0, json: Arc::new(json) })
}
