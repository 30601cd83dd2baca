use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::Message;
use super::sql;
use crate::app::App;
use crate::auth::{By, Floor};
use crate::base::{MessageId, Result, limits};
use crate::http::Query;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_messages))
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
