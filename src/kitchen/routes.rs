use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::board::{Board, board};
use crate::app::App;
use crate::auth::{By, Device, Staff, StaffMembers};
use crate::base::{LineId, OrderId, Result};
use crate::http::{Path, Query};
use crate::ordering::{LineStep, Order, Which, step_line};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(start_order))
        .routes(routes!(finish_order))
        .routes(routes!(recall_order))
        .routes(routes!(start_line))
        .routes(routes!(finish_line))
        .routes(routes!(recall_line))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct BoardQuery {
    pub station: Option<String>,
}

/// What is to be cooked.
#[utoipa::path(get, path = "/api/kitchen/board", tag = "kitchen", params(BoardQuery),
    responses((status = 200, body = Board)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn show(
    State(app): State<App>,
    _: By<StaffMembers>,
    Query(query): Query<BoardQuery>,
) -> Result<axum::Json<Board>> {
    let now = app.clock.now();
    let look = app.store.read(move |read| board(read, now, query.station.as_deref()));
    Ok(axum::Json(look.await?))
}

async fn tap(
    app: App,
    staff: Staff,
    device: String,
    which: Which,
    step: LineStep,
) -> Result<axum::Json<Order>> {
    let actor = staff.actor(&device);
    Ok(axum::Json(step_line(&app, &actor, which, step).await?))
}

macro_rules! taps {
    ($($(#[$doc:meta])* $name:ident $path:literal $kind:ident($id:ident: $Id:ty) $step:ident;)*) => { $(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "kitchen",
            params(("id" = $Id, Path)), responses((status = 200, body = Order)),
            security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
        async fn $name(
            State(app): State<App>,
            By(staff, ..): By<StaffMembers>,
            Device(device): Device,
            Path($id): Path<$Id>,
        ) -> Result<axum::Json<Order>> {
            tap(app, staff, device, Which::$kind($id), LineStep::$step).await
        }
    )* };
}

taps! {
    /// Start all lines of an order.
    start_order "/api/kitchen/orders/{id}/start" All(id: OrderId) Start;
    /// All lines of an order are done.
    finish_order "/api/kitchen/orders/{id}/done" All(id: OrderId) Done;
    /// Take all lines of an order back to the stove.
    recall_order "/api/kitchen/orders/{id}/recall" All(id: OrderId) Recall;
    /// Start one line.
    start_line "/api/kitchen/lines/{id}/start" Line(id: LineId) Start;
    /// One line is done.
    finish_line "/api/kitchen/lines/{id}/done" Line(id: LineId) Done;
    /// Take one line back to the stove.
    recall_line "/api/kitchen/lines/{id}/recall" Line(id: LineId) Recall;
}
