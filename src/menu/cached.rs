use std::sync::{Arc, PoisonError, RwLock};

use super::{load, page, sql};
use crate::app::App;
use crate::base::{Error, Result};
use crate::house;
use crate::http::Kept;
use crate::store::Read;

/// The menu as it was last served, in each of its forms.
#[derive(Default)]
pub struct Shelf {
    json: Place,
    page: Place,
}

/// Where one document stands.
#[derive(Default)]
struct Place {
    copy: RwLock<Option<Made>>,
    /// Held by whoever makes a new copy, so that a change makes one and not one per guest.
    making: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Made {
    /// What it was made of.
    state: String,
    /// How far the book of facts reached when the state was last looked up. Every change is a
    /// fact, so while the book has not grown the copy is good.
    as_of: i64,
    document: Arc<Kept>,
}

/// How one kind of document is made.
struct Recipe {
    /// Changes with everything the document shows; cheap to look up.
    state: fn(&Read) -> Result<String>,
    make: fn(&Read) -> Result<Kept>,
}

/// The whole menu as JSON, no older than the last committed change. Made once per revision;
/// while nothing happens, asking touches no disk.
pub async fn menu_json(app: &App) -> Result<Arc<Kept>> {
    fn make(read: &Read) -> Result<Kept> {
        let bytes = serde_json::to_vec(&load(read)?).map_err(Error::internal)?;
        Kept::new("application/json", "no-cache", bytes)
    }
    let state = |read: &Read| Ok(sql::revision(read)?.to_string());
    app.room::<Shelf>().json.serve(app, Recipe { state, make }).await
}

/// The menu as a page to read or print, made and kept in the same way.
pub async fn menu_page(app: &App) -> Result<Arc<Kept>> {
    fn make(read: &Read) -> Result<Kept> {
        let html = page::render(&house::load(read)?.name, &load(read)?);
        Kept::new("text/html; charset=utf-8", "no-cache", html.into_bytes())
    }
    let state = |read: &Read| Ok(format!("{} {}", sql::revision(read)?, house::load(read)?.name));
    app.room::<Shelf>().page.serve(app, Recipe { state, make }).await
}

impl Place {
    async fn serve(&self, app: &App, recipe: Recipe) -> Result<Arc<Kept>> {
        if let Some(document) = self.at(app.ledger.head()) {
            return Ok(document);
        }
        let _only_me = self.making.lock().await;
        // Looked at before the database is: what is committed in between is looked for again.
        let head = app.ledger.head();
        if let Some(document) = self.at(head) {
            return Ok(document);
        }
        let last = self.last();
        let known = last.as_ref().map(|copy| copy.state.clone());
        let fresh = app.store.read(move |read| {
            let state = (recipe.state)(read)?;
            if known.as_ref() == Some(&state) {
                return Ok(None);
            }
            let document = Arc::new((recipe.make)(read)?);
            Ok(Some(Made { state, as_of: head, document }))
        });
        let copy = fresh.await?.or(last.map(|copy| Made { as_of: head, ..copy }));
        let copy = copy.ok_or_else(|| Error::internal("there is no copy of the menu"))?;
        let document = copy.document.clone();
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = Some(copy);
        Ok(document)
    }

    fn at(&self, head: i64) -> Option<Arc<Kept>> {
        let copy = self.copy.read().unwrap_or_else(PoisonError::into_inner);
        copy.as_ref().filter(|copy| copy.as_of >= head).map(|copy| copy.document.clone())
    }

    fn last(&self) -> Option<Made> {
        self.copy.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
