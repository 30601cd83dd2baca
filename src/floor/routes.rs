use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::items::{ItemsTransfer, Transferred, transfer_items};
use super::merge::merge;
use super::split::{self, Splitting};
use super::transfer::transfer;
use super::unmerge::unmerge;
use crate::app::App;
use crate::auth::{By, Device, Floor};
use crate::base::{BillId, LineId, OrderId, Result, SittingId, TableId};
use crate::http::{Json, Keyed, Path};
use crate::tables::Sitting;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_move))
        .routes(routes!(post_merge))
        .routes(routes!(post_unmerge))
        .routes(routes!(post_split))
        .routes(routes!(post_items))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherTable {
    table_id: TableId,
}

/// What goes to a free table: whole orders, lines of others, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitBody {
    table_id: TableId,
    #[serde(default)]
    order_ids: Vec<OrderId>,
    #[serde(default)]
    line_ids: Vec<LineId>,
    covers: u32,
}

/// Moves a party to a free table: orders, tickets, bill and phones follow.
#[utoipa::path(post, path = "/api/sittings/{id}/move", tag = "floor", request_body = OtherTable,
    params(("id" = SittingId, Path)),
    responses((status = 200, body = Sitting), (status = 409, description = "table_taken, \
        table_closed, sitting_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_move(
    State(app): State<App>,
    by: By<Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
    Json(to): Json<OtherTable>,
) -> Result<axum::Json<Sitting>> {
    transfer(&app, &by.0.actor(&device), id, to.table_id).await.map(axum::Json)
}

/// Lets the party at another table, or that table alone if it is free, pay with this one.
#[utoipa::path(post, path = "/api/sittings/{id}/merge", tag = "floor", request_body = OtherTable,
    params(("id" = SittingId, Path)),
    responses((status = 200, body = Sitting), (status = 409, description = "bill_paid, \
        bill_discounted, table_closed, sitting_closed, limit_reached")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_merge(
    State(app): State<App>,
    by: By<Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
    Json(other): Json<OtherTable>,
) -> Result<axum::Json<Sitting>> {
    merge(&app, &by.0.actor(&device), id, other.table_id).await.map(axum::Json)
}

/// Lets a party pay for itself again, with what was ordered at its table.
#[utoipa::path(post, path = "/api/sittings/{id}/unmerge", tag = "floor",
    params(("id" = SittingId, Path)),
    responses((status = 200, body = Sitting), (status = 409, description = "bill_paid, \
        bill_discounted, sitting_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_unmerge(
    State(app): State<App>,
    by: By<Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
) -> Result<axum::Json<Sitting>> {
    unmerge(&app, &by.0.actor(&device), id).await.map(axum::Json)
}

/// Takes part of a party, and of what it ordered, to a free table. Nothing is fired again.
#[utoipa::path(post, path = "/api/sittings/{id}/split", tag = "floor", request_body = SplitBody,
    params(("id" = SittingId, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 201, body = Sitting), (status = 409, description = "bill_paid, \
        bill_discounted, table_taken, table_closed, sitting_closed")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_split(
    State(app): State<App>,
    by: By<Floor>,
    Device(device): Device,
    Path(id): Path<SittingId>,
    asked: Keyed<SplitBody>,
) -> Result<(StatusCode, axum::Json<Sitting>)> {
    let (once, body) = asked.by(by.0.scope())?;
    let SplitBody { table_id, order_ids, line_ids, covers } = body;
    let splitting = Splitting { table_id, order_ids, line_ids, covers };
    let sitting = split::split(&app, &by.0.actor(&device), once, id, splitting).await?;
    Ok((StatusCode::CREATED, axum::Json(sitting)))
}

/// Takes lines of one open bill, or some portions of them, to another. Nothing is fired again.
#[utoipa::path(post, path = "/api/bills/{id}/transfer", tag = "floor",
    request_body = ItemsTransfer,
    params(("id" = BillId, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transferred), (status = 409, description = "bill_paid, \
        bill_discounted, bill_shared, orders_pending, change_unconfirmed, sitting_closed, \
        limit_reached")),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_items(
    State(app): State<App>,
    by: By<Floor>,
    Device(device): Device,
    Path(id): Path<BillId>,
    asked: Keyed<ItemsTransfer>,
) -> Result<axum::Json<Transferred>> {
    let (once, items) = asked.by(by.0.scope())?;
    transfer_items(&app, &by.0.actor(&device), once, id, items).await.map(axum::Json)
}
