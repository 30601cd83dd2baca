use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::areas::{self, AreaChange};
use super::super::furnish::{self, TableChange, TableDraft};
use super::super::layout::{self, Placing};
use super::super::model::{Area, FloorPlan, Table, TableShape};
use super::super::spot::Spot;
use super::super::{pin, view};
use super::said;
use crate::app::App;
use crate::auth::{self, By, Device, Managers, StaffMembers};
use crate::base::{AreaId, Result, TableId};
use crate::house::{AcceptMode, Opening};
use crate::http::{Json, Keyed, Path};

#[derive(Deserialize, ToSchema)]
pub struct NewArea {
    name: String,
}

#[derive(Deserialize, ToSchema)]
pub struct AreaPatch {
    name: Option<String>,
    sort: Option<i64>,
    /// Null, here and below: as the house.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<Opening>)]
    opening: Option<Option<Opening>>,
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<AcceptMode>)]
    accept_mode: Option<Option<AcceptMode>>,
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<u32>)]
    idle_minutes: Option<Option<u32>>,
}

#[derive(Deserialize, ToSchema)]
pub struct NewTable {
    area_id: AreaId,
    name: String,
    seats: u32,
}

#[derive(Deserialize, ToSchema)]
pub struct TablePatch {
    area_id: Option<AreaId>,
    name: Option<String>,
    seats: Option<u32>,
    is_active: Option<bool>,
    /// Null: as the area.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<AcceptMode>)]
    accept_mode: Option<Option<AcceptMode>>,
}

/// Where tables shall stand; those it does not name stay.
#[derive(Deserialize, ToSchema)]
pub struct FloorLayout {
    tables: Vec<TableSpot>,
}

#[derive(Deserialize, ToSchema)]
pub struct TableSpot {
    id: TableId,
    x: u32,
    y: u32,
    w: u32,
    h: u32,
    shape: TableShape,
}

/// The whole floor: areas, tables, and who sits there now.
#[utoipa::path(get, path = "/api/tables", tag = "tables",
    responses((status = 200, body = FloorPlan)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
pub async fn get_floor(
    State(app): State<App>,
    _: By<StaffMembers>,
) -> Result<axum::Json<FloorPlan>> {
    app.store.read(view::floor_plan).await.map(axum::Json)
}

/// Sets a table up; it gets the next number.
#[utoipa::path(post, path = "/api/tables", tag = "tables", request_body = NewTable,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Table), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn post_table(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    asked: Keyed<NewTable>,
) -> Result<(StatusCode, axum::Json<Table>)> {
    let (once, NewTable { area_id, name, seats }) = asked.by(by.0.scope())?;
    let draft = TableDraft { area_id, name, seats };
    let table = furnish::add_table(&app, &by.0.actor(&device), once, draft).await?;
    Ok((StatusCode::CREATED, axum::Json(table)))
}

/// Moves, renames, or takes a table out of use.
#[utoipa::path(patch, path = "/api/tables/{id}", tag = "tables", request_body = TablePatch,
    params(("id" = TableId, Path)),
    responses((status = 200, body = Table), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn patch_table(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<TableId>,
    Json(asked): Json<TablePatch>,
) -> Result<axum::Json<Table>> {
    let TablePatch { area_id, name, seats, is_active, accept_mode } = asked;
    let change = TableChange { area_id, name, seats, is_active, accept_mode };
    furnish::change_table(&app, &by.0.actor(&device), id, change).await.map(axum::Json)
}

/// Gives a table another PIN now; with every visit it changes by itself.
#[utoipa::path(post, path = "/api/tables/{id}/pin", tag = "tables",
    params(("id" = TableId, Path)),
    responses((status = 200, body = Table)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
pub async fn post_pin(
    State(app): State<App>,
    by: By<auth::Floor>,
    Device(device): Device,
    Path(id): Path<TableId>,
) -> Result<axum::Json<Table>> {
    pin::renew(&app, &by.0.actor(&device), id).await.map(axum::Json)
}

/// Draws the floor: where tables stand in their areas, each a floor of 24 by 16 cells.
#[utoipa::path(put, path = "/api/floor/layout", tag = "tables", request_body = FloorLayout,
    responses((status = 200, body = FloorPlan),
        (status = 422, description = "invalid_value: outside, or two on each other")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn put_layout(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Json(asked): Json<FloorLayout>,
) -> Result<axum::Json<FloorPlan>> {
    let placing = |table: TableSpot| {
        let TableSpot { id, x, y, w, h, shape } = table;
        Placing { id, spot: Spot { x, y, w, h }, shape }
    };
    let placings = asked.tables.into_iter().map(placing).collect();
    layout::lay_out(&app, &by.0.actor(&device), placings).await.map(axum::Json)
}

/// Makes an area.
#[utoipa::path(post, path = "/api/areas", tag = "tables", request_body = NewArea,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Area), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn post_area(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    asked: Keyed<NewArea>,
) -> Result<(StatusCode, axum::Json<Area>)> {
    let (once, asked) = asked.by(by.0.scope())?;
    let area = areas::add_area(&app, &by.0.actor(&device), once, asked.name).await?;
    Ok((StatusCode::CREATED, axum::Json(area)))
}

/// Renames an area, moves it among the others, or says what is done there unlike elsewhere.
#[utoipa::path(patch, path = "/api/areas/{id}", tag = "tables", request_body = AreaPatch,
    params(("id" = AreaId, Path)),
    responses((status = 200, body = Area), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn patch_area(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<AreaId>,
    Json(asked): Json<AreaPatch>,
) -> Result<axum::Json<Area>> {
    let AreaPatch { name, sort, opening, accept_mode, idle_minutes } = asked;
    let change = AreaChange { name, sort, opening, accept_mode, idle_minutes };
    areas::change_area(&app, &by.0.actor(&device), id, change).await.map(axum::Json)
}

/// Takes an area away that has no tables.
#[utoipa::path(delete, path = "/api/areas/{id}", tag = "tables",
    params(("id" = AreaId, Path)),
    responses((status = 204), (status = 409, description = "area_not_empty")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
pub async fn delete_area(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<AreaId>,
) -> Result<StatusCode> {
    areas::remove_area(&app, &by.0.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
