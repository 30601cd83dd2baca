use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::join::{self, Joined, Joining};
use super::super::model::{Call, GuestName, Sitting};
use super::super::seat::SittingChange;
use super::super::{call, seat, view};
use super::said;
use crate::app::App;
use crate::auth::{self, By, Device, Guest};
use crate::base::{CallId, Result, SittingId, TableId};
use crate::http::{Address, Json, Keyed, Path};
use crate::wire::CallKind;

#[derive(Deserialize, ToSchema)]
pub struct Join {
    /// What the others at the table shall read; a number is given without one.
    name: Option<String>,
    /// The table's PIN, where it is asked for.
    pin: Option<String>,
}

#[derive(Deserialize, ToSchema)]
pub struct Covers {
    covers: u32,
}

/// What of a visit shall be another; what is left out stays.
#[derive(Deserialize, ToSchema)]
pub struct SittingPatch {
    covers: Option<u32>,
    /// A name of staff; null: nobody.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<String>)]
    waiter: Option<Option<String>>,
}

#[derive(Deserialize, ToSchema)]
pub struct Naming {
    name: String,
}

#[derive(Deserialize, ToSchema)]
pub struct NewCall {
    kind: CallKind,
}

/// Joins the visit at the table whose code was scanned; opens it if nobody sits there yet.
#[utoipa::path(post, path = "/api/tables/{token}/join", tag = "tables", request_body = Join,
    params(("token" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Joined), (status = 404, description = "unknown_table_code"),
        (status = 403, description = "table_pin_required, wrong_table_pin"),
        (status = 409, description = "table_closed, sitting_not_open"),
        (status = 410, description = "table_code_rotated"),
        (status = 429, description = "locked")))]
pub async fn post_join(
    State(app): State<App>,
    Device(device): Device,
    Address(address): Address,
    Path(token): Path<String>,
    asked: Keyed<Join>,
) -> Result<(StatusCode, axum::Json<Joined>)> {
    let (once, asked) = asked.by(format!("join:{token}"))?;
    let Join { name, pin } = asked;
    let joining = Joining { name, pin, device, address };
    let joined = join::join(&app, &token, once, joining).await?;
    Ok((StatusCode::CREATED, axum::Json(joined)))
}

/// Seats a party at a table; answers the open visit if there is one.
#[utoipa::path(post, path = "/api/tables/{id}/sitting", tag = "tables", request_body = Covers,
    params(("id" = TableId, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Sitting), (status = 409, description = "table_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
pub async fn post_sitting(
    State(app): State<App>,
    by: By<auth::Floor>,
    Device(device): Device,
    Path(id): Path<TableId>,
    asked: Keyed<Covers>,
) -> Result<(StatusCode, axum::Json<Sitting>)> {
    let (once, asked) = asked.by(by.0.scope())?;
    let sitting = seat::open(&app, &by.0.actor(&device), once, id, asked.covers).await?;
    Ok((StatusCode::CREATED, axum::Json(sitting)))
}

/// Says how many people sit there, or hands them over to another waiter.
#[utoipa::path(patch, path = "/api/sittings/{id}", tag = "tables", request_body = SittingPatch,
    params(("id" = SittingId, Path)),
    responses((status = 200, body = Sitting), (status = 409, description = "sitting_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
pub async fn patch_sitting(
    State(app): State<App>,
    by: By<auth::Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
    Json(asked): Json<SittingPatch>,
) -> Result<axum::Json<Sitting>> {
    let SittingPatch { covers, waiter } = asked;
    let change = SittingChange { covers, waiter };
    seat::change(&app, &by.0.actor(&device), id, change).await.map(axum::Json)
}

/// The asker's own visit, also after it has ended.
#[utoipa::path(get, path = "/api/sittings/mine", tag = "tables",
    responses((status = 200, body = Sitting)),
    security(("bearer" = ["GUEST"])))]
pub async fn get_mine(State(app): State<App>, guest: Guest) -> Result<axum::Json<Sitting>> {
    let id = guest.sitting_id;
    app.store.read(move |read| view::sitting(read, id)).await.map(axum::Json)
}

/// Says what the asker is called.
#[utoipa::path(patch, path = "/api/guests/me", tag = "tables", request_body = Naming,
    responses((status = 200, body = GuestName), (status = 409, description = "sitting_closed")),
    security(("bearer" = ["GUEST"])))]
pub async fn patch_me(
    State(app): State<App>,
    guest: Guest,
    Device(device): Device,
    Json(asked): Json<Naming>,
) -> Result<axum::Json<GuestName>> {
    seat::name(&app, &guest, &device, asked.name).await.map(axum::Json)
}

/// Asks for a waiter, water or the bill.
#[utoipa::path(post, path = "/api/calls", tag = "tables", request_body = NewCall,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Call), (status = 409, description = "sitting_closed")),
    security(("bearer" = ["GUEST"])))]
pub async fn post_call(
    State(app): State<App>,
    guest: Guest,
    Device(device): Device,
    asked: Keyed<NewCall>,
) -> Result<(StatusCode, axum::Json<Call>)> {
    let (once, asked) = asked.by(guest.scope())?;
    let call = call::call(&app, &guest, &device, once, asked.kind).await?;
    Ok((StatusCode::CREATED, axum::Json(call)))
}

/// Says that somebody is on their way.
#[utoipa::path(post, path = "/api/calls/{id}/take", tag = "tables",
    params(("id" = CallId, Path)),
    responses((status = 200, body = Call)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
pub async fn post_take(
    State(app): State<App>,
    by: By<auth::Floor>,
    Device(device): Device,
    Path(id): Path<CallId>,
) -> Result<axum::Json<Call>> {
    call::take(&app, &by.0.actor(&device), id).await.map(axum::Json)
}
