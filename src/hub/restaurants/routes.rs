use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, patch, post};
use axum::{Json as Answer, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::change::change;
use super::line::set_line;
use super::model::{Line, Restaurant, Status};
use super::read::read;
use super::register::register;
use super::review::review;
use super::sql;
use crate::base::{Error, Result, Word, limits, same_bytes};
use crate::http::{Address, Json, Keyed, Path, Query};
use crate::hub::Hub;
use crate::hub::fields::Fields;
use crate::hub::people::{Admin, OwnerOf, Shown, Token, owner_behind};
use crate::hub::search;

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/restaurants", post(post_restaurant))
        .route("/restaurants/{id}", get(get_restaurant).patch(patch_restaurant))
        .route("/restaurants/{id}/status", patch(patch_status))
        .route("/owner/restaurants", get(get_own))
        .route("/admin/restaurants", get(get_all))
        .route("/admin/restaurants/{id}/review", post(post_review))
}

#[derive(Serialize)]
struct Registered {
    #[serde(flatten)]
    restaurant: Restaurant,
    /// A bearer for `GET /restaurants/{id}`, for who has no sign-in yet.
    status_token: String,
}

/// Registers a restaurant, to be verified.
async fn post_restaurant(
    State(hub): State<Hub>,
    Address(from): Address,
    owner: Option<OwnerOf>,
    asked: Keyed<Value>,
) -> Result<(StatusCode, Answer<Registered>)> {
    let (once, body) = asked.by(owner.as_ref().map_or_else(String::new, |o| o.person.scope()))?;
    let said = read(&body)?;
    let made = register(&hub, &from, owner.as_ref(), &once, &said).await?;
    let (restaurant, status_token) = (made.restaurant, made.token.text());
    Ok((StatusCode::CREATED, Answer(Registered { restaurant, status_token })))
}

/// All of it for who registered it and who owns it; for everybody else what is shown, once it is.
async fn get_restaurant(
    State(hub): State<Hub>,
    Shown(token): Shown,
    Path(id): Path<Uuid>,
) -> Result<Answer<Value>> {
    if let Some(restaurant) = own(&hub, token.as_deref(), id).await? {
        return Ok(Answer(json!(restaurant)));
    }
    let minute = search::minute_of_week(hub.clock.now());
    let tx = hub.db.as_public().await?;
    let found = search::find_listing(&tx, id, minute).await?;
    tx.commit().await?;
    let (listing, is_open) = found.ok_or_else(|| Error::not_found("restaurant"))?;
    Ok(Answer(json!({
        "id": listing.id,
        "name": listing.name,
        "logo_url": listing.logo_url,
        "description": listing.description,
        "address": listing.address,
        "cuisines": listing.cuisines,
        "dishes": listing.dishes,
        "lat": listing.lat,
        "long": listing.lon,
        "is_online": listing.is_online,
        "is_open": is_open,
    })))
}

/// The restaurant, where the token is the one it was registered with, or its owner's.
async fn own(hub: &Hub, token: Option<&str>, id: Uuid) -> Result<Option<Restaurant>> {
    let Some(token) = token.and_then(Token::read) else { return Ok(None) };
    let tenant = token.tenant();
    let tx = hub.db.as_tenant(tenant).await?;
    let hash = sql::find_token(&tx, tenant, id).await?;
    let is_maker = hash.is_some_and(|hash| same_bytes(&hash, &token.hash()));
    if !is_maker && owner_behind(&tx, &token).await?.is_none() {
        return Ok(None);
    }
    let restaurant = sql::find_restaurant(&tx, tenant, id).await?;
    tx.commit().await?;
    Ok(restaurant)
}

/// Changes what needs no new review.
async fn patch_restaurant(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(id): Path<Uuid>,
    Json(body): Json<Value>,
) -> Result<Answer<Restaurant>> {
    change(&hub, owner.tenant, id, &body).await.map(Answer)
}

fn read_word<W: Word>(body: &Value, field: &str, sentence: &str) -> Result<W> {
    let mut fields = Fields::of(body);
    let word = |text: &str| W::parse(text).map(Some).map_err(|_| Error::invalid(field, sentence));
    let found = fields.text(field, word);
    fields.finish()?;
    found.ok_or_else(|| Error::invalid(field, sentence))
}

async fn patch_status(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(id): Path<Uuid>,
    Json(body): Json<Value>,
) -> Result<Answer<Restaurant>> {
    let wish: Line = read_word(&body, "status", "Choose ONLINE or OFFLINE.")?;
    set_line(&hub, owner.tenant, id, wish).await.map(Answer)
}

#[derive(Serialize)]
struct Restaurants {
    items: Vec<Restaurant>,
    /// Asks for the next page; none after the last.
    next: Option<Uuid>,
}

async fn get_own(State(hub): State<Hub>, owner: OwnerOf) -> Result<Answer<Restaurants>> {
    let tx = hub.db.as_tenant(owner.tenant).await?;
    let items = sql::list_own(&tx, owner.tenant).await?;
    tx.commit().await?;
    Ok(Answer(Restaurants { items, next: None }))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default, alias = "status")]
    state: Option<String>,
    #[serde(default)]
    cursor: Option<Uuid>,
}

/// Restaurants of all tenants in the order they registered.
async fn get_all(
    State(hub): State<Hub>,
    _: Admin,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<Restaurants>> {
    let sentence = "Choose PENDING_VERIFICATION, ACTIVE or REJECTED.";
    let state = wanted.state.filter(|state| !state.is_empty());
    let state = state.map(|state| read_word(&json!({ "state": state }), "state", sentence));
    let most = i64::try_from(limits::PAGE).unwrap_or(i64::MAX);
    let tx = hub.db.as_admin().await?;
    let mut items = sql::list_of_status(&tx, state.transpose()?, wanted.cursor, most + 1).await?;
    tx.commit().await?;
    let more = items.len() > limits::PAGE;
    items.truncate(limits::PAGE);
    let next = items.last().map(|last| last.id).filter(|_| more);
    Ok(Answer(Restaurants { items, next }))
}

#[derive(Serialize)]
struct Reviewed {
    #[serde(flatten)]
    restaurant: Restaurant,
    /// A page of the hub's where its owner chooses a password; to be passed on with the notice.
    link: Option<String>,
}

/// Takes a registration in (ACTIVE) or refuses it (REJECTED, with a reason).
async fn post_review(
    State(hub): State<Hub>,
    Admin(by): Admin,
    Path(id): Path<Uuid>,
    Json(body): Json<Value>,
) -> Result<Answer<Reviewed>> {
    let to: Status = read_word(&body, "status", "Choose ACTIVE or REJECTED.")?;
    let reason = body["reason"].as_str().unwrap_or_default();
    let done = review(&hub, &by, id, to, reason).await?;
    let link = done.link.map(|link| link.path());
    Ok(Answer(Reviewed { restaurant: done.restaurant, link }))
}
