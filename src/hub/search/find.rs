use super::model::{PAGE, Search};
use super::sql;
use super::vocabulary::{Known, Meant, meant};
use crate::base::Result;
use crate::hub::Hub;
use crate::hub::search::hours::minute_of_week;

/// A restaurant that was found.
pub struct Hit {
    pub listing: super::Listing,
    pub rating: Option<f32>,
    pub popularity: i32,
    pub is_open: bool,
    pub metres: f64,
}

/// A page of restaurants, the words they were found by, and whether there are more.
#[derive(Default)]
pub struct Page {
    pub hits: Vec<Hit>,
    pub by: Vec<Known>,
    pub is_last: bool,
}

/// Restaurants around somebody that have every word. Words as they were typed come first; only
/// where nobody around has them, those like them do.
pub async fn find(hub: &Hub, search: &Search) -> Result<Page> {
    let minute = minute_of_week(hub.clock.now());
    let tx = hub.db.as_public().await?;
    sql::plan_for_search(&tx).await?;
    let meant = match search.words.is_empty() {
        true => Vec::new(),
        false => meant(&tx, &search.words).await?,
    };
    let mut page = Page { is_last: true, ..Page::default() };
    for words in readings(&meant) {
        let ids: Vec<Vec<i32>> =
            words.iter().map(|known| known.iter().map(|known| known.id).collect()).collect();
        page.hits = sql::list_hits(&tx, search, &ids, minute).await?;
        page.by = words.concat();
        if !page.hits.is_empty() {
            break;
        }
    }
    tx.commit().await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    page.is_last = page.hits.len() <= most;
    page.hits.truncate(most);
    Ok(page)
}

/// What may be meant by all words together, likeliest first: each as it was typed where there is
/// such a word at all, then each with typos. None where a word is like no other.
fn readings(meant: &[Meant]) -> Vec<Vec<Vec<Known>>> {
    let strict = |word: &Meant| match word.right.is_empty() {
        true => word.near.clone(),
        false => word.right.clone(),
    };
    let wide = |word: &Meant| [word.right.clone(), word.near.clone()].concat();
    let mut readings: Vec<Vec<Vec<Known>>> = vec![meant.iter().map(strict).collect()];
    if meant.iter().any(|word| !word.right.is_empty() && !word.near.is_empty()) {
        readings.push(meant.iter().map(wide).collect());
    }
    readings.retain(|words| words.iter().all(|known| !known.is_empty()));
    readings
}
