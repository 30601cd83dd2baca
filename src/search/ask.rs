use super::find::find;
use super::model::Query;
use super::routes::{Found, FoundItem};
use super::shelf::{Shelf, rebuild};
use crate::app::App;
use crate::base::Result;

/// Answers `query` from memory.
pub async fn search(app: &App, query: &Query) -> Result<Found> {
    let started = app.clock.mono();
    let shelf = app.room::<Shelf>();
    let catalogue = match shelf.catalogue() {
        Some(catalogue) => catalogue,
        None => rebuild(app).await?,
    };
    let hits = find(&catalogue, &shelf.orders(), query);
    let item = |place: usize, score| {
        let entry = &catalogue.entries[place];
        FoundItem { id: entry.id, name: entry.name.clone(), score }
    };
    let items = hits.into_iter().map(|hit| item(hit.place, hit.score)).collect();
    let took = app.clock.mono().saturating_sub(started);
    Ok(Found { items, took_us: u64::try_from(took.as_micros()).unwrap_or(u64::MAX) })
}
