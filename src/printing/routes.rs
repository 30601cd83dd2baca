use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{PrintJob, PrintState, Printer, Setting};
use super::queue::{Wish, print};
use super::{printers, settle, sql};
use crate::app::App;
use crate::auth::{By, Device, Floor, Managers, Staff, StaffMembers};
use crate::base::{BillId, PrintId, PrinterId, Result, TicketId, limits};
use crate::http::{Json, Keyed, Path, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_printers, add_printer))
        .routes(routes!(set_printer, remove_printer))
        .routes(routes!(test_printer))
        .routes(routes!(clear_printer))
        .routes(routes!(list_prints))
        .routes(routes!(retry_print))
        .routes(routes!(drop_print))
        .routes(routes!(print_bill))
        .routes(routes!(print_ticket))
}

#[derive(Serialize, ToSchema)]
pub struct Printers {
    pub items: Vec<Printer>,
}

/// Every printer, and what waits for it.
#[utoipa::path(get, path = "/api/printers", tag = "printing",
    responses((status = 200, body = Printers)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn list_printers(
    State(app): State<App>,
    _: By<StaffMembers>,
) -> Result<axum::Json<Printers>> {
    let items = app.store.read(sql::list_printers).await?;
    Ok(axum::Json(Printers { items }))
}

/// Add a printer.
#[utoipa::path(post, path = "/api/printers", tag = "printing",
    params(("Idempotency-Key" = String, Header, description = "The printer's own name")),
    request_body = Setting, responses((status = 200, body = Printer)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn add_printer(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    keyed: Keyed<Setting>,
) -> Result<axum::Json<Printer>> {
    let (key, setting) = keyed.by(staff.scope())?;
    printers::add(&app, &staff.actor(&device), key, setting).await.map(axum::Json)
}

/// Set a printer.
#[utoipa::path(put, path = "/api/printers/{id}", tag = "printing",
    params(("id" = PrinterId, Path)), request_body = Setting,
    responses((status = 200, body = Printer)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn set_printer(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<PrinterId>,
    Json(setting): Json<Setting>,
) -> Result<axum::Json<Printer>> {
    printers::set(&app, &staff.actor(&device), id, setting).await.map(axum::Json)
}

/// Take a printer away. One that has printed is switched off.
#[utoipa::path(delete, path = "/api/printers/{id}", tag = "printing",
    params(("id" = PrinterId, Path)), responses((status = 204)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn remove_printer(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<PrinterId>,
) -> Result<StatusCode> {
    printers::remove(&app, &staff.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintBody {
    /// None: the one that is meant for it.
    #[serde(default)]
    pub printer_id: Option<PrinterId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// Print a page that shows whether all is well.
#[utoipa::path(post, path = "/api/printers/{id}/test", tag = "printing",
    params(("id" = PrinterId, Path),
        ("Idempotency-Key" = String, Header, description = "The print's own name")),
    request_body = NoBody, responses((status = 200, body = PrintJob)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn test_printer(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<PrinterId>,
    keyed: Keyed<NoBody>,
) -> Result<axum::Json<PrintJob>> {
    let (key, _) = keyed.by(staff.scope())?;
    print(&app, &staff.actor(&device), key, Wish::Test, Some(id)).await.map(axum::Json)
}

#[derive(Serialize, ToSchema)]
pub struct Cleared {
    /// Prints that were dropped; at most 500 at once.
    pub dropped: usize,
}

/// Drop all that waits for a printer, or broke off at it.
#[utoipa::path(post, path = "/api/printers/{id}/drop", tag = "printing",
    params(("id" = PrinterId, Path)), request_body = NoBody,
    responses((status = 200, body = Cleared)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn clear_printer(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(id): Path<PrinterId>,
    _body: Json<NoBody>,
) -> Result<axum::Json<Cleared>> {
    let dropped = settle::clear(&app, &staff.actor(&device), id).await?;
    Ok(axum::Json(Cleared { dropped }))
}

#[derive(Serialize, ToSchema)]
pub struct PrintPage {
    /// Newest first.
    pub items: Vec<PrintJob>,
    pub next_cursor: Option<PrintId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PrintQuery {
    pub state: Option<PrintState>,
    pub cursor: Option<PrintId>,
    pub limit: Option<usize>,
}

/// What was to be printed, newest first.
#[utoipa::path(get, path = "/api/prints", tag = "printing", params(PrintQuery),
    responses((status = 200, body = PrintPage)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn list_prints(
    State(app): State<App>,
    _: By<StaffMembers>,
    Query(query): Query<PrintQuery>,
) -> Result<axum::Json<PrintPage>> {
    let limit = query.limit.unwrap_or(limits::PAGE).clamp(1, limits::MAX_PAGE);
    let look = move |read: &crate::store::Read| {
        let items = sql::list_jobs(read, query.state, query.cursor, limit)?;
        let next_cursor = (items.len() == limit).then(|| items.last().map(|job| job.id)).flatten();
        Ok(PrintPage { items, next_cursor })
    };
    Ok(axum::Json(app.store.read(look).await?))
}

/// Send a print again, or elsewhere.
#[utoipa::path(post, path = "/api/prints/{id}/retry", tag = "printing",
    params(("id" = PrintId, Path)), request_body = PrintBody,
    responses((status = 200, body = PrintJob)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn retry_print(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<PrintId>,
    Json(body): Json<PrintBody>,
) -> Result<axum::Json<PrintJob>> {
    settle::retry(&app, &staff.actor(&device), id, body.printer_id).await.map(axum::Json)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropBody {
    /// Somebody holds it in their hand.
    #[serde(default)]
    pub came_out: bool,
}

/// Say that a print came out after all, or that nobody wants it any more.
#[utoipa::path(post, path = "/api/prints/{id}/drop", tag = "printing",
    params(("id" = PrintId, Path)), request_body = DropBody,
    responses((status = 200, body = PrintJob)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn drop_print(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<PrintId>,
    Json(body): Json<DropBody>,
) -> Result<axum::Json<PrintJob>> {
    settle::drop_print(&app, &staff.actor(&device), id, body.came_out).await.map(axum::Json)
}

/// Print a bill: what is owed before it is paid, the invoice after, marked as a copy when it came
/// out before.
#[utoipa::path(post, path = "/api/bills/{id}/print", tag = "printing",
    params(("id" = BillId, Path),
        ("Idempotency-Key" = String, Header, description = "The print's own name")),
    request_body = PrintBody, responses((status = 200, body = PrintJob)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn print_bill(
    State(app): State<App>,
    By(staff, ..): By<Floor>,
    Device(device): Device,
    Path(id): Path<BillId>,
    keyed: Keyed<PrintBody>,
) -> Result<axum::Json<PrintJob>> {
    printed(&app, &staff, &device, keyed, Wish::Bill(id)).await
}

/// Print a kitchen ticket, marked as a reprint when it came out before.
#[utoipa::path(post, path = "/api/kitchen/tickets/{id}/print", tag = "printing",
    params(("id" = TicketId, Path),
        ("Idempotency-Key" = String, Header, description = "The print's own name")),
    request_body = PrintBody, responses((status = 200, body = PrintJob)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF"])))]
async fn print_ticket(
    State(app): State<App>,
    By(staff, ..): By<StaffMembers>,
    Device(device): Device,
    Path(id): Path<TicketId>,
    keyed: Keyed<PrintBody>,
) -> Result<axum::Json<PrintJob>> {
    printed(&app, &staff, &device, keyed, Wish::Ticket(id)).await
}

async fn printed(
    app: &App,
    staff: &Staff,
    device: &str,
    keyed: Keyed<PrintBody>,
    wish: Wish,
) -> Result<axum::Json<PrintJob>> {
    let (key, body) = keyed.by(staff.scope())?;
    print(app, &staff.actor(device), key, wish, body.printer_id).await.map(axum::Json)
}
