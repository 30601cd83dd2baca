use std::collections::HashSet;

use axum::extract::State;
use axum::routing::get;
use axum::{Json as Answer, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::find::{Hit, Page, find};
use super::globe::Place;
use super::model::{
    LEAST_RADIUS, MAX_OFFSET, MAX_QUERY, MAX_WORDS, MOST_RADIUS, PAGE, RADIUS, Search, SortBy,
    sounds, spellings,
};
use crate::base::{Error, Result, Word as _, clean_note};
use crate::http::Query;
use crate::hub::Hub;
use crate::hub::fields::Fields;

/// Dishes an answer names for one restaurant.
const MAX_MATCHED: usize = 3;

pub fn routes() -> Router<Hub> {
    Router::new().route("/search/restaurants", get(get_restaurants))
}

/// As it comes; each field is read on its own, so that who asks hears of all that are wrong.
#[derive(Deserialize)]
struct Asked {
    lat: Option<String>,
    long: Option<String>,
    radius: Option<String>,
    sort_by: Option<String>,
    query: Option<String>,
    open_now: Option<String>,
    cursor: Option<String>,
}

fn read(asked: Asked) -> Result<Search> {
    let number = |text: Option<String>| {
        text.map(|text| match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => json!(number),
            _ => Value::String(text),
        })
    };
    let body = json!({
        "lat": number(asked.lat),
        "long": number(asked.long),
        "radius": number(asked.radius),
        "cursor": number(asked.cursor),
        "sort_by": asked.sort_by,
        "query": asked.query,
        "open_now": asked.open_now,
    });
    let mut fields = Fields::of(&body);
    let around =
        Place { lat: fields.number("lat", -90.0, 90.0), lon: fields.number("long", -180.0, 180.0) };
    let radius = match fields.at("radius") {
        None => RADIUS,
        Some(_) => fields.number("radius", LEAST_RADIUS, MOST_RADIUS),
    };
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    let offset = match fields.at("cursor") {
        None => 0,
        Some(_) => fields.number("cursor", 0.0, MAX_OFFSET as f64) as i64,
    };
    let sort = |text: &str| {
        let wrong = |_| Error::invalid("sort_by", "Choose distance, rating or popularity.");
        SortBy::parse(text).map(Some).map_err(wrong)
    };
    let sort_by = fields.maybe("sort_by", sort).unwrap_or(SortBy::Distance);
    let open = |text: &str| match text {
        "true" => Ok(true),
        "false" | "" => Ok(false),
        _ => Err(Error::invalid("open_now", "This is true or false.")),
    };
    let open_now = fields.maybe("open_now", open);
    let query = fields.maybe("query", |text| clean_note("query", text, MAX_QUERY));
    fields.finish()?;
    let mut words = spellings(&query);
    words.truncate(MAX_WORDS);
    Ok(Search { around, radius, sort_by, words, open_now, offset })
}

#[derive(Serialize)]
struct Found {
    items: Vec<Item>,
    /// Asks for the next page; none after the last.
    next: Option<i64>,
}

#[derive(Serialize)]
struct Item {
    id: Uuid,
    name: String,
    logo_url: String,
    description: String,
    address: String,
    cuisines: Vec<String>,
    lat: f64,
    long: f64,
    distance_m: i64,
    rating: Option<f32>,
    popularity: i32,
    is_online: bool,
    is_open: bool,
    /// Dishes that have what was looked for.
    matched: Vec<String>,
}

impl Item {
    fn of(hit: Hit, by: &HashSet<&str>) -> Item {
        let listing = hit.listing;
        let has = |dish: &String| sounds(dish).iter().any(|word| by.contains(word.as_str()));
        let matched = listing.dishes.iter().filter(|dish| has(dish)).take(MAX_MATCHED);
        #[allow(clippy::cast_possible_truncation)]
        let distance_m = hit.metres.round() as i64;
        Item {
            matched: matched.cloned().collect(),
            id: listing.id,
            name: listing.name,
            logo_url: listing.logo_url,
            description: listing.description,
            address: listing.address,
            cuisines: listing.cuisines,
            lat: listing.lat,
            long: listing.lon,
            distance_m,
            rating: hit.rating,
            popularity: hit.popularity,
            is_online: listing.is_online,
            is_open: hit.is_open,
        }
    }
}

/// Restaurants around a place.
async fn get_restaurants(
    State(hub): State<Hub>,
    Query(asked): Query<Asked>,
) -> Result<Answer<Found>> {
    let search = read(asked)?;
    let Page { hits, by, is_last } = find(&hub, &search).await?;
    let by: HashSet<&str> = by.iter().map(|known| known.word.as_str()).collect();
    let next = Some(search.offset + PAGE).filter(|next| !is_last && *next <= MAX_OFFSET);
    let items = hits.into_iter().map(|hit| Item::of(hit, &by)).collect();
    Ok(Answer(Found { items, next }))
}
