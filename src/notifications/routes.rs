use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::Message;
use super::sql;
use super::texting::{self, TextGateways, TextingWish};
use crate::app::App;
use crate::auth::{By, Device, Floor, Managers, Owners};
use crate::base::{MessageId, Result, limits};
use crate::http::{Json, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_messages)).routes(routes!(get_gateways, put_gateways))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Page {
    cursor: Option<MessageId>,
    /// 1 to 100; 50 when absent.
    limit: Option<usize>,
}

#[derive(Serialize, ToSchema)]
struct MessagePage {
    items: Vec<Message>,
    next_cursor: Option<MessageId>,
}

/// The texts that were sent, newest first. Numbers are masked, codes have no digits.
#[utoipa::path(get, path = "/api/messages", tag = "notifications", params(Page),
    responses((status = 200, body = MessagePage)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn get_messages(
    State(app): State<App>,
    _: By<Floor>,
    Query(page): Query<Page>,
) -> Result<axum::Json<MessagePage>> {
    let limit = page.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let mut items = app.store.read(move |read| sql::list(read, page.cursor, limit + 1)).await?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items.last().filter(|_| more).map(|message| message.id);
    Ok(axum::Json(MessagePage { items, next_cursor }))
}

/// The ways texts go, the first to be tried first, and how each does.
#[utoipa::path(get, path = "/api/texts/gateways", tag = "notifications",
    responses((status = 200, body = TextGateways)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn get_gateways(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<TextGateways>> {
    texting::gateways(&app).await.map(axum::Json)
}

/// Put the ways texts go in order; agree to texts from a SIM of the house, or no longer.
#[utoipa::path(put, path = "/api/texts/gateways", tag = "notifications",
    request_body = TextingWish,
    responses((status = 200, body = TextGateways), (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER"])))]
async fn put_gateways(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Json(wish): Json<TextingWish>,
) -> Result<axum::Json<TextGateways>> {
    texting::set(&app, &staff.actor(&device), wish).await.map(axum::Json)
}
