use axum::extract::State;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::amend::{Amendment, amend};
use super::super::fire::{Fire, fire, hold};
use super::super::model::Order;
use super::super::serve::serve;
use crate::app::App;
use crate::auth::{Approved, By, Device, Floor, StaffMembers};
use crate::base::{Error, LineId, OrderId, Result, limits};
use crate::http::{Json, Keyed, Path};

/// What is done with an order's lines after it was placed.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(patch_line))
        .routes(routes!(post_fire))
        .routes(routes!(post_hold))
        .routes(routes!(post_serve))
}

/// What of a line shall be another; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LineChange {
    /// What is wanted in all; 0 calls it off.
    #[serde(default)]
    quantity: Option<u32>,
    #[serde(default)]
    special_instructions: Option<String>,
    #[serde(default)]
    course: Option<u32>,
    /// Null: for nobody in particular.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<u32>)]
    seat: Option<Option<u32>>,
    #[serde(default)]
    reason: String,
}

/// Tells null from silence.
fn said<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Which lines: of one course, or those named. None: the next course that waits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FireBody {
    #[serde(default)]
    course: Option<u32>,
    #[serde(default)]
    line_ids: Vec<LineId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldBody {
    course: u32,
    /// Null: until somebody fires it.
    #[serde(default)]
    minutes: Option<u32>,
}

/// Which lines; none: all that are done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ServeBody {
    #[serde(default)]
    line_ids: Vec<LineId>,
}

fn few(lines: Vec<LineId>) -> Result<Vec<LineId>> {
    match lines.len() <= limits::MAX_LINES {
        true => Ok(lines),
        false => Err(Error::invalid("line_ids", "These are too many.")),
    }
}

/// Change a line after it was ordered. What the kitchen was told already it must confirm.
#[utoipa::path(patch, path = "/api/orders/{id}/lines/{line_id}", tag = "ordering",
    params(("id" = OrderId, Path), ("line_id" = LineId, Path)), request_body = LineChange,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn patch_line(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    agreed: Approved,
    Path(line): Path<(OrderId, LineId)>,
    Json(body): Json<LineChange>,
) -> Result<axum::Json<Order>> {
    let LineChange { quantity, special_instructions, course, seat, reason } = body;
    let (role, reason) = agreed.over(&staff, reason);
    let amendment = Amendment { quantity, special_instructions, course, seat, reason };
    let actor = staff.actor(&device);
    amend(&app, role, &actor, line, amendment).await.map(axum::Json)
}

/// Tell the kitchen to cook what waits.
#[utoipa::path(post, path = "/api/orders/{id}/fire", tag = "ordering",
    params(("id" = OrderId, Path), ("Idempotency-Key" = String, Header)), request_body = FireBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn post_fire(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<OrderId>,
    keyed: Keyed<FireBody>,
) -> Result<axum::Json<Order>> {
    let (once, body) = keyed.by(staff.scope())?;
    let which = match (body.course, few(body.line_ids)?) {
        (Some(_), lines) if !lines.is_empty() => {
            return Err(Error::invalid("line_ids", "A course or lines, not both."));
        }
        (Some(course), _) => Fire::Course(course),
        (None, lines) if lines.is_empty() => Fire::Next,
        (None, lines) => Fire::Lines(lines),
    };
    fire(&app, &staff.actor(&device), once, id, which).await.map(axum::Json)
}

/// Let a course that waits fire by itself after so many minutes, or only by hand.
#[utoipa::path(post, path = "/api/orders/{id}/hold", tag = "ordering",
    params(("id" = OrderId, Path), ("Idempotency-Key" = String, Header)), request_body = HoldBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_hold(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<OrderId>,
    keyed: Keyed<HoldBody>,
) -> Result<axum::Json<Order>> {
    let (once, body) = keyed.by(staff.scope())?;
    hold(&app, &staff.actor(&device), once, id, body.course, body.minutes).await.map(axum::Json)
}

/// Take what is done to the table. The order is served when nothing else is left of it.
#[utoipa::path(post, path = "/api/orders/{id}/serve", tag = "ordering",
    params(("id" = OrderId, Path), ("Idempotency-Key" = String, Header)), request_body = ServeBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn post_serve(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<OrderId>,
    keyed: Keyed<ServeBody>,
) -> Result<axum::Json<Order>> {
    let (once, body) = keyed.by(staff.scope())?;
    serve(&app, &staff.actor(&device), once, id, few(body.line_ids)?).await.map(axum::Json)
}
