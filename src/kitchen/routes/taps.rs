use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::Ticket;
use super::super::ticket::ticket;
use crate::app::App;
use crate::auth::{By, Device, Staff, StaffMembers};
use crate::base::{ChangeId, LineId, OrderId, Result, TicketId};
use crate::http::{Json, Path};
use crate::ordering::{self, LineStep, Order, Which, step_line};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start_order))
        .routes(routes!(finish_order))
        .routes(routes!(recall_order))
        .routes(routes!(start_ticket))
        .routes(routes!(bump_ticket))
        .routes(routes!(recall_ticket))
        .routes(routes!(start_line))
        .routes(routes!(finish_line))
        .routes(routes!(recall_line))
        .routes(routes!(confirm_change))
        .routes(routes!(rush_order))
        .routes(routes!(pass_order))
}

type Answer<T> = Result<axum::Json<T>>;

async fn of_order(
    app: App,
    staff: Staff,
    device: &str,
    id: OrderId,
    step: LineStep,
) -> Answer<Order> {
    step_line(&app, &staff.actor(device), Which::All(id), step).await.map(axum::Json)
}

async fn of_ticket(
    app: App,
    staff: Staff,
    device: &str,
    (id, line): (TicketId, Option<LineId>),
    step: LineStep,
) -> Answer<Ticket> {
    let which = line.map_or(Which::Ticket(id), |line| Which::OfTicket(id, line));
    step_line(&app, &staff.actor(device), which, step).await?;
    app.store.read(move |read| ticket(read, id)).await.map(axum::Json)
}

macro_rules! taps {
    ($($(#[$doc:meta])* $name:ident $path:literal $by:ident($from:ty => $($id:tt)*) $step:ident
        $body:ident [$($param:tt)*];)*) => { $(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "kitchen",
            params($($param)*), responses((status = 200, body = $body)),
            security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
        async fn $name(
            State(app): State<App>,
            By(staff, ..): By<StaffMembers>,
            Device(device): Device,
            Path(path): Path<$from>,
        ) -> Answer<$body> {
            $by(app, staff, &device, ($($id)*)(path), LineStep::$step).await
        }
    )* };
}

fn whole(id: TicketId) -> (TicketId, Option<LineId>) {
    (id, None)
}

fn one((id, line): (TicketId, LineId)) -> (TicketId, Option<LineId>) {
    (id, Some(line))
}

fn same(id: OrderId) -> OrderId {
    id
}

taps! {
    /// Start all an order has at the stations.
    start_order "/api/kitchen/orders/{id}/start"
        of_order(OrderId => same) Start Order [("id" = OrderId, Path)];
    /// All an order has at the stations is done.
    finish_order "/api/kitchen/orders/{id}/done"
        of_order(OrderId => same) Done Order [("id" = OrderId, Path)];
    /// Take all of an order back to the stove.
    recall_order "/api/kitchen/orders/{id}/recall"
        of_order(OrderId => same) Recall Order [("id" = OrderId, Path)];
    /// Start a ticket.
    start_ticket "/api/kitchen/tickets/{id}/start"
        of_ticket(TicketId => whole) Start Ticket [("id" = TicketId, Path)];
    /// All on a ticket is done.
    bump_ticket "/api/kitchen/tickets/{id}/bump"
        of_ticket(TicketId => whole) Done Ticket [("id" = TicketId, Path)];
    /// Take a ticket back to its place in time.
    recall_ticket "/api/kitchen/tickets/{id}/recall"
        of_ticket(TicketId => whole) Recall Ticket [("id" = TicketId, Path)];
    /// Start one line of a ticket.
    start_line "/api/kitchen/tickets/{id}/lines/{line_id}/start"
        of_ticket((TicketId, LineId) => one) Start Ticket
        [("id" = TicketId, Path), ("line_id" = LineId, Path)];
    /// One line of a ticket is done; the last one bumps the ticket.
    finish_line "/api/kitchen/tickets/{id}/lines/{line_id}/done"
        of_ticket((TicketId, LineId) => one) Done Ticket
        [("id" = TicketId, Path), ("line_id" = LineId, Path)];
    /// Take one line of a ticket back to the stove.
    recall_line "/api/kitchen/tickets/{id}/lines/{line_id}/recall"
        of_ticket((TicketId, LineId) => one) Recall Ticket
        [("id" = TicketId, Path), ("line_id" = LineId, Path)];
}

/// A cook has taken note of a change.
#[utoipa::path(post, path = "/api/kitchen/changes/{id}/confirm", tag = "kitchen",
    params(("id" = ChangeId, Path)), responses((status = 200, body = Ticket)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn confirm_change(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<ChangeId>,
) -> Answer<Ticket> {
    let about = ordering::confirm_change(&app, &staff.actor(&device), id).await?;
    app.store.read(move |read| ticket(read, about)).await.map(axum::Json)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RushBody {
    is_rush: bool,
}

/// Cook an order before all others, at every station.
#[utoipa::path(post, path = "/api/kitchen/orders/{id}/rush", tag = "kitchen",
    params(("id" = OrderId, Path)), request_body = RushBody,
    responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn rush_order(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<OrderId>,
    Json(body): Json<RushBody>,
) -> Answer<Order> {
    ordering::rush(&app, &staff.actor(&device), id, body.is_rush).await.map(axum::Json)
}

/// Expo has an order complete: the second level of expo takes it to the table.
#[utoipa::path(post, path = "/api/kitchen/orders/{id}/pass", tag = "kitchen",
    params(("id" = OrderId, Path)), responses((status = 200, body = Order)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn pass_order(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<OrderId>,
) -> Answer<Order> {
    ordering::pass(&app, &staff.actor(&device), id).await.map(axum::Json)
}
