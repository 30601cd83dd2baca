use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::board::{Board, board};
use super::super::delivery::{Delivery, delivery};
use super::super::model::Ticket;
use super::super::ticket::{all, ticket};
use crate::app::App;
use crate::auth::{By, Device, StaffMembers};
use crate::base::{Error, Result, TicketId, clean_line, clean_note, limits};
use crate::http::{Json, Path, Query};
use crate::ordering::{self, Bumped, print_ticket, see_tickets};
use crate::stations;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(show_bumped))
        .routes(routes!(show_delivery))
        .routes(routes!(post_seen))
        .routes(routes!(post_printed))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct BoardQuery {
    /// Absent: all stations.
    station: Option<String>,
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
    let mut board = app.store.read(move |read| board(read, now, query.station)).await?;
    board.stations = stations::with_screens(board.stations, &app.live);
    Ok(axum::Json(board))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct BumpedQuery {
    station: Option<String>,
    /// An order's number, or part of a table's name.
    q: Option<String>,
    cursor: Option<TicketId>,
    limit: Option<usize>,
}

#[derive(Serialize, ToSchema)]
struct TicketPage {
    items: Vec<Ticket>,
    next_cursor: Option<TicketId>,
}

/// What is done, the latest first: to be recalled, however long ago it was.
#[utoipa::path(get, path = "/api/kitchen/bumped", tag = "kitchen", params(BumpedQuery),
    responses((status = 200, body = TicketPage)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn show_bumped(
    State(app): State<App>,
    _: By<StaffMembers>,
    Query(query): Query<BumpedQuery>,
) -> Result<axum::Json<TicketPage>> {
    let limit = query.limit.unwrap_or(50).clamp(1, limits::MAX_PAGE);
    let text = clean_note("q", &query.q.unwrap_or_default(), limits::MAX_NAME)?;
    let by = Bumped {
        station: query.station,
        query: (!text.is_empty()).then_some(text),
        before: query.cursor,
        limit,
    };
    let items = app.store.read(move |read| all(read, ordering::bumped_tickets(read, &by)?)).await?;
    let more = items.len() == limit;
    let next_cursor = items.last().map(|ticket| ticket.id).filter(|_| more);
    Ok(axum::Json(TicketPage { items, next_cursor }))
}

/// What the kitchen has not taken note of.
#[utoipa::path(get, path = "/api/kitchen/delivery", tag = "kitchen",
    responses((status = 200, body = Delivery)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn show_delivery(
    State(app): State<App>,
    _: By<StaffMembers>,
) -> Result<axum::Json<Delivery>> {
    let (now, live) = (app.clock.now(), app.live.clone());
    app.store.read(move |read| delivery(read, now, &live)).await.map(axum::Json)
}

/// What a screen has drawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeenBody {
    ids: Vec<TicketId>,
    /// What the screen is called.
    screen: String,
}

/// Say which tickets a screen has drawn. Saying it again changes nothing.
#[utoipa::path(post, path = "/api/kitchen/tickets/seen", tag = "kitchen", request_body = SeenBody,
    responses((status = 204)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn post_seen(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Json(body): Json<SeenBody>,
) -> Result<StatusCode> {
    if body.ids.len() > limits::MAX_PAGE {
        return Err(Error::invalid("ids", "These are too many."));
    }
    let screen = clean_line("screen", &body.screen, limits::MAX_NAME)?;
    see_tickets(&app, &staff.actor(&device), body.ids, screen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that a ticket was printed and somebody has it in their hand.
#[utoipa::path(post, path = "/api/kitchen/tickets/{id}/printed", tag = "kitchen",
    params(("id" = TicketId, Path)), responses((status = 200, body = Ticket)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn post_printed(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<TicketId>,
) -> Result<axum::Json<Ticket>> {
    print_ticket(&app, &staff.actor(&device), id).await?;
    app.store.read(move |read| ticket(read, id)).await.map(axum::Json)
}
